/* cli_runner.c - runs one case of tests/cli: a file that says which files there are, what is
 * typed, and what has to come back. tests/cli/README.md has the words it knows.
 *
 *   cli_runner PROGRAM SOURCE_DIR CASE
 *
 * The case runs in a new folder of its own, which is removed afterwards. */
#define _GNU_SOURCE /* nftw */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "scenarios/text.h"

struct runner {
    const char *program, *source, *name;
    int line;
    int failures;
    char folder[64];       /* the case's folder; the runner works in it */
    char out[96], err[96]; /* what the last command printed */
    char to[256];          /* where its standard output goes instead; "" */
    long file_limit;       /* bytes that a file may have; 0: no limit */
    int status;
    int n_before; /* entries of the folder before the last command */
};

static void fail(struct runner *r, const char *what, const char *detail)
{
    fprintf(stderr, "%s:%d: %s: %s\n", r->name, r->line, what, detail);
    r->failures++;
}

static char *slurp(const char *path, size_t *n)
{
    struct text text = {0};
    char buffer[65536];
    FILE *stream = fopen(path, "rb");

    if (stream == NULL) return NULL;
    for (size_t got; (got = fread(buffer, 1, sizeof buffer, stream)) > 0;)
        text_add_bytes(&text, buffer, got);
    fclose(stream);
    if (n != NULL) *n = text.n;
    return text_take(&text);
}

static void spill(struct runner *r, const char *path, const char *bytes, size_t n)
{
    FILE *stream = fopen(path, "wb");

    if (stream == NULL || fwrite(bytes, 1, n, stream) != n) fail(r, "cannot write", path);
    if (stream != NULL) fclose(stream);
}

/* ---- files of the case ---- */

static void write_hex(struct text *to, const char *hex)
{
    unsigned byte;
    int used;

    while (sscanf(hex, " %2x%n", &byte, &used) == 1) {
        text_add_bytes(to, &(char){(char)byte}, 1);
        hex += used;
    }
}

static void write_crlf(struct text *to, const char *lines)
{
    for (; *lines != '\0'; lines++) {
        if (*lines == '\n') text_add(to, "\r");
        text_add_bytes(to, lines, 1);
    }
}

/* "name", "hex name", "crlf name", "bom name" or "times N name" and the lines below it. */
static void write_block(struct runner *r, const char *head, const char *body)
{
    struct text bytes = {0};
    char name[256] = "";
    int times = 1;

    if (sscanf(head, "hex %255s", name) == 1) {
        write_hex(&bytes, body);
    } else if (sscanf(head, "crlf %255s", name) == 1) {
        write_crlf(&bytes, body);
    } else if (sscanf(head, "bom %255s", name) == 1) {
        text_addf(&bytes, "\xEF\xBB\xBF%s", body);
    } else if (sscanf(head, "times %d %255s", &times, name) == 2) {
        for (int k = 0; k < times; k++)
            text_add(&bytes, body);
    } else if (sscanf(head, "%255s", name) == 1) {
        text_add(&bytes, body);
    }
    for (char *slash = strchr(name, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(name, 0777);
        *slash = '/';
    }
    spill(r, name, bytes.n > 0 ? bytes.data : "", bytes.n);
    text_clear(&bytes);
}

static void write_blocks(struct runner *r, char *text)
{
    char *block = strncmp(text, "--- ", 4) == 0 ? text : strstr(text, "\n--- ");

    while (block != NULL) {
        char *head = block + (*block == '\n') + 4, *body = strchr(head, '\n');
        char *next = body == NULL ? NULL : strstr(body, "\n--- ");

        *block = '\0';
        if (body == NULL) break;
        *body++ = '\0';
        if (next != NULL && next < body) { /* an empty block */
            write_block(r, head, "");
        } else {
            char *copy = next != NULL ? text_copy_bytes(body, (size_t)(next + 1 - body))
                                      : text_copy(body);

            write_block(r, head, copy);
            free(copy);
        }
        block = next;
    }
}

static void copy_file(struct runner *r, const char *from, const char *to)
{
    size_t n;
    char *bytes = slurp(from, &n);

    if (bytes == NULL)
        fail(r, "cannot read", from);
    else
        spill(r, to, bytes, n);
    free(bytes);
}

/* The files of a folder of the project, without its subfolders. */
static void copy_folder(struct runner *r, const char *folder)
{
    char path[4096];
    DIR *dir;

    snprintf(path, sizeof path, "%s/%s", r->source, folder);
    dir = opendir(path);
    if (dir == NULL) {
        fail(r, "no folder", path);
        return;
    }
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        struct stat info;

        snprintf(path, sizeof path, "%s/%s/%s", r->source, folder, entry->d_name);
        if (stat(path, &info) == 0 && S_ISREG(info.st_mode)) copy_file(r, path, entry->d_name);
    }
    closedir(dir);
}

/* The same, drawing and writing less: most cases look at neither maps nor layers, which take
 * most of a run's time. */
static void copy_small(struct runner *r, const char *folder)
{
    FILE *scenario;

    copy_folder(r, folder);
    scenario = fopen("scenario.yaml", "a");
    if (scenario == NULL || fputs("\nreport: {map_px: 400, gpkg: false}\n", scenario) < 0 ||
        fclose(scenario) != 0)
        fail(r, "cannot write", "scenario.yaml");
}

/* "file | old | new": the first `old` of a file becomes `new`. */
static void edit(struct runner *r, char *value)
{
    char *old = strstr(value, " | "), *fresh = old == NULL ? NULL : strstr(old + 3, " |");
    struct text text = {0};
    char *bytes, *at;

    if (fresh == NULL) {
        fail(r, "edit needs", "file | old | new");
        return;
    }
    *old = '\0';
    old += 3;
    *fresh = '\0';
    fresh += fresh[2] == ' ' ? 3 : 2;
    bytes = slurp(value, NULL);
    at = bytes == NULL ? NULL : strstr(bytes, old);
    if (at == NULL) {
        fail(r, "edit does not find", old);
    } else {
        text_add_bytes(&text, bytes, (size_t)(at - bytes));
        text_add(&text, fresh);
        text_add(&text, at + strlen(old));
        spill(r, value, text.data, text.n);
    }
    text_clear(&text);
    free(bytes);
}

/* ---- commands ---- */

static int count_entries(void)
{
    DIR *dir = opendir(".");
    int n = 0;

    if (dir == NULL) return -1;
    while (readdir(dir) != NULL)
        n++;
    closedir(dir);
    return n;
}

/* Splits at blanks; 'a b' and "a b" hold together. Changes the line. */
static int split(char *line, char *words[], int max)
{
    int n = 0;

    while (*line != '\0' && n < max - 1) {
        char *to = line;

        while (*line == ' ')
            line++;
        if (*line == '\0') break;
        words[n++] = to = line;
        while (*line != '\0' && *line != ' ') {
            if (*line == '\'' || *line == '"') {
                char quote = *line++;

                while (*line != '\0' && *line != quote)
                    *to++ = *line++;
                if (*line != '\0') line++;
            } else {
                *to++ = *line++;
            }
        }
        if (*line != '\0') line++;
        *to = '\0';
    }
    words[n] = NULL;
    return n;
}

static void child(const struct runner *r, char *words[])
{
    const char *out = r->to[0] != '\0' ? r->to : r->out;
    int stdout_fd = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    int stderr_fd = open(r->err, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    int stdin_fd = open("/dev/null", O_RDONLY);
    struct rlimit limit = {(rlim_t)r->file_limit, (rlim_t)r->file_limit};

    dup2(stdin_fd, 0);
    dup2(stdout_fd, 1);
    dup2(stderr_fd, 2);
    if (r->file_limit > 0) {
        signal(SIGXFSZ, SIG_IGN); /* as on a full disk: write() fails */
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    alarm(120);
    execv(r->program, words);
    _exit(127);
}

static void run_command(struct runner *r, char *line)
{
    char *words[256], *program = text_copy(r->program);
    int status;
    pid_t pid;

    words[0] = program;
    split(line, words + 1, 255);
    r->n_before = count_entries();
    spill(r, r->out, "", 0);
    pid = fork();
    if (pid == 0) child(r, words);
    if (pid < 0 || waitpid(pid, &status, 0) != pid) {
        fail(r, "cannot run", r->program);
        status = 0;
    } else if (WIFSIGNALED(status)) {
        fail(r, "the program crashed", strsignal(WTERMSIG(status)));
        r->status = -1;
    } else {
        r->status = WEXITSTATUS(status);
    }
    r->to[0] = '\0';
    r->file_limit = 0;
    free(program);
}

/* ---- checks ---- */

static void check_text(struct runner *r, const char *path, const char *want, bool has)
{
    char *text = slurp(path, NULL);

    if (text == NULL) {
        fail(r, "no file", path);
    } else if ((strstr(text, want) != NULL) != has) {
        fail(r, has ? "not found" : "found, but must not be there", want);
        fprintf(stderr, "    in: %.2000s\n", text);
    }
    free(text);
}

static void check_status(struct runner *r, int want)
{
    char both[64], *text;

    if (r->status == want) return;
    snprintf(both, sizeof both, "got %d, want %d", r->status, want);
    fail(r, "exit status", both);
    text = slurp(r->err, NULL);
    fprintf(stderr, "    stderr: %.2000s\n", text != NULL ? text : "");
    free(text);
}

static void check_same(struct runner *r, char *value)
{
    char *words[8], *a, *b;
    size_t n_a = 0, n_b = 0;

    if (split(value, words, 8) != 2) {
        fail(r, "two files are needed", value);
        return;
    }
    a = slurp(words[0], &n_a);
    b = slurp(words[1], &n_b);
    if (a == NULL || b == NULL || n_a != n_b || memcmp(a, b, n_a) != 0)
        fail(r, "files differ or are missing", words[0]);
    free(a);
    free(b);
}

static void check_file(struct runner *r, char *value, bool has)
{
    char *colon = strstr(value, ": ");

    if (colon == NULL) {
        fail(r, "needs", "file: text");
        return;
    }
    *colon = '\0';
    check_text(r, value, colon + 2, has);
}

static void check_nothing_new(struct runner *r)
{
    char both[64];
    int n = count_entries();

    snprintf(both, sizeof both, "%d entries, %d before", n, r->n_before);
    if (n != r->n_before) fail(r, "something was left in the folder", both);
}

/* "NAME=VALUE" for the commands that follow; "NAME" takes the variable away. */
static void set_variable(struct runner *r, char *value)
{
    char *equals = strchr(value, '=');

    if (equals != NULL) *equals++ = '\0';
    if ((equals != NULL ? setenv(value, equals, 1) : unsetenv(value)) != 0)
        fail(r, "no name of a variable", value);
}

/* One line "word: value". */
static void obey(struct runner *r, const char *word, char *value)
{
    if (strcmp(word, "copy") == 0)
        copy_folder(r, value);
    else if (strcmp(word, "copy small") == 0)
        copy_small(r, value);
    else if (strcmp(word, "edit") == 0)
        edit(r, value);
    else if (strcmp(word, "stdout to") == 0)
        snprintf(r->to, sizeof r->to, "%s", value);
    else if (strcmp(word, "environment") == 0)
        set_variable(r, value);
    else if (strcmp(word, "file limit") == 0)
        r->file_limit = atol(value);
    else if (strcmp(word, "command") == 0)
        run_command(r, value);
    else if (strcmp(word, "status") == 0)
        check_status(r, atoi(value));
    else if (strcmp(word, "stdout has") == 0 || strcmp(word, "stdout lacks") == 0)
        check_text(r, r->out, value, word[7] == 'h');
    else if (strcmp(word, "stderr has") == 0 || strcmp(word, "stderr lacks") == 0)
        check_text(r, r->err, value, word[7] == 'h');
    else if (strcmp(word, "file has") == 0 || strcmp(word, "file lacks") == 0)
        check_file(r, value, word[5] == 'h');
    else if (strcmp(word, "exists") == 0 && access(value, F_OK) != 0)
        fail(r, "missing", value);
    else if (strcmp(word, "absent") == 0 && access(value, F_OK) == 0)
        fail(r, "must not exist", value);
    else if (strcmp(word, "same") == 0)
        check_same(r, value);
    else if (strcmp(word, "nothing new") == 0)
        check_nothing_new(r);
    else if (strcmp(word, "exists") != 0 && strcmp(word, "absent") != 0)
        fail(r, "unknown word", word);
}

static void obey_lines(struct runner *r, char *text)
{
    for (char *line = text; line != NULL;) {
        char *end = strchr(line, '\n'), *colon;

        if (end != NULL) *end = '\0';
        r->line++;
        colon = strchr(line, ':');
        if (line[0] != '#' && line[0] != '\0') {
            if (colon == NULL) {
                fail(r, "a line needs \"word: value\"", line);
            } else {
                *colon = '\0';
                obey(r, line, colon[1] == ' ' ? colon + 2 : colon + 1);
            }
        }
        line = end != NULL ? end + 1 : NULL;
    }
}

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *at)
{
    (void)info;
    (void)type;
    (void)at;
    return remove(path);
}

int main(int argc, char **argv)
{
    struct runner r = {0};
    char *text;

    if (argc != 4 || (text = slurp(argv[3], NULL)) == NULL) {
        fprintf(stderr, "usage: cli_runner PROGRAM SOURCE_DIR CASE\n");
        return 2;
    }
    r.program = argv[1];
    r.source = argv[2];
    r.name = argv[3];
    strcpy(r.folder, "/tmp/chargeplan-cli-XXXXXX");
    if (mkdtemp(r.folder) == NULL || chdir(r.folder) != 0) return 2;
    snprintf(r.out, sizeof r.out, "%s.out", r.folder);
    snprintf(r.err, sizeof r.err, "%s.err", r.folder);
    setenv("LC_ALL", "C", 1);
    write_blocks(&r, text);
    obey_lines(&r, text);
    if (chdir("/") != 0) r.failures++;
    nftw(r.folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    remove(r.out);
    remove(r.err);
    free(text);
    return r.failures == 0 ? 0 : 1;
}
