# Fails on an include that points right or goes round a fence.
set(order scenarios model sim output)
# header regex -> the only files that may include it
set(fences
    "sqlite3\\.h" "output/study/store\\.c"
    "jansson\\.h" "output/compare/plan_file\\.h"
    "xlsxwriter.*\\.h" "output/xlsx\\.c"
    "yaml\\.h" "scenarios/yaml\\.c"
    "sha2\\.h" "scenarios/sha256\\.c"
    "(gdal|ogr|cpl|gdal_.*|ogr_.*|cpl_.*)\\.h" "scenarios/geodata/gdal_.*\\.c"
    "(protobuf-c/.*|osm\\.pb-c)\\.h" "scenarios/roads/osm_pbf_block\\.h"
    "zlib\\.h" "scenarios/roads/zip\\.c"
    "expat\\.h" "scenarios/roads/osm_xml\\.c"
    "dlfcn\\.h" "scenarios/geodata\\.c"
    "glpk\\.h" "model/milp_fence\\.h"
    "gsl/gsl_(multifit|vector|matrix|blas).*" "model/fleet/fit\\.c"
    "gsl/gsl_errno\\.h" "model/gsl_quiet\\.c"
    "gsl/gsl_version\\.h" "model/fleet/fit\\.c"
    "gsl/gsl_(interp|spline).*" "model/fleet/steffen\\.c"
    "gsl/gsl_cdf\\.h" "(model/demand/(distance|sessions)|sim/draws|sim/operation/student)\\.c"
    "gsl/gsl_(rng|randist|qrng)\\.h" "sim/(samples|operation/stream)\\.c"
    "cairo.*\\.h|pango/.*" "output/map/canvas\\.c"
    "png\\.h" "output/map/png\\.c")
set(bad 0)
set(position 0)
foreach(folder ${order})
    file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/${folder}/*.c ${ROOT}/${folder}/*.h)
    foreach(file ${files})
        file(STRINGS ${ROOT}/${file} lines REGEX "^ *# *include")
        foreach(line ${lines})
            if(line MATCHES "\"(scenarios|model|sim|output|tests)/")
                set(target ${CMAKE_MATCH_1})
                list(FIND order ${target} there)
                if(there LESS 0 OR there GREATER position)
                    message(SEND_ERROR "${file}: ${line} points right")
                endif()
            endif()
            set(k 0)
            list(LENGTH fences n)
            while(k LESS n)
                list(GET fences ${k} header)
                math(EXPR k1 "${k} + 1")
                list(GET fences ${k1} allowed)
                if(line MATCHES "<(${header})>" AND NOT file MATCHES "^${allowed}$")
                    message(SEND_ERROR "${file}: ${line} goes round the fence ${allowed}")
                endif()
                math(EXPR k "${k} + 2")
            endwhile()
        endforeach()
    endforeach()
    math(EXPR position "${position} + 1")
endforeach()
