# Writes the bytes of IN as a C array NAME into OUT.
file(READ ${IN} hex HEX)
string(REGEX REPLACE "(..)" "(char)0x\\1," bytes "${hex}")
string(REGEX REPLACE "((\\(char\\)0x..,){16})" "\\1\n" bytes "${bytes}")
file(WRITE ${OUT} "extern const char ${NAME}[];\nconst char ${NAME}[] = {\n${bytes}0};\n")
