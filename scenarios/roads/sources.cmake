# Writes OUT, one array of C: the SHA-256 of the sources below FOLDER, names and contents.
file(GLOB_RECURSE sources RELATIVE ${FOLDER} ${FOLDER}/*.c ${FOLDER}/*.h ${FOLDER}/*.proto)
list(SORT sources)
foreach(source ${sources})
    file(SHA256 ${FOLDER}/${source} hash)
    string(APPEND all "${source} ${hash}\n")
endforeach()
string(SHA256 hash "${all}")
file(WRITE ${OUT} "extern const char embed_road_sources[];\nconst char embed_road_sources[] = \"${hash}\";\n")
