/* Library calls that fail on request, or pretend to have worked; see fault.rs for the order they are given in.
 *
 * The order is read at every call, by bare system calls that nothing here catches, so that a disk can break and be
 * mended while the program runs. Every call that was spoilt is told in <order>.log. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { GO_ON = -1, LIE = 0, SLOW = 1000 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int generation, seen;

static int holds(const char *calls, const char *call) {
    size_t length = strlen(call);
    for (const char *at = calls; (at = strstr(at, call)); at += length) {
        int begins = at == calls || at[-1] == ',';
        if (begins && (at[length] == ',' || at[length] == 0)) return 1;
    }
    return 0;
}

static void tell(const char *order, const char *call, const char *path) {
    char log[4200], line[4200];
    snprintf(log, sizeof log, "%s.log", order);
    int length = snprintf(line, sizeof line, "%s %s\n", call, path);
    int file = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (file < 0) return;
    syscall(SYS_write, file, line, length);
    syscall(SYS_close, file);
}

/* What is to become of a call on a path: GO_ON, LIE, or the error. */
static int fate(const char *call, const char *path) {
    const char *order = getenv("OFFSITE_FAULT");
    if (!order || !path) return GO_ON;
    int file = (int)syscall(SYS_openat, AT_FDCWD, order, O_RDONLY, 0);
    if (file < 0) return GO_ON;
    char text[4200];
    long length = syscall(SYS_read, file, text, sizeof text - 1);
    syscall(SYS_close, file);
    if (length <= 0) return GO_ON;
    text[length] = 0;
    int number, error, skip, times;
    char calls[200], place[4000];
    if (sscanf(text, "%d %199s %d %d %d %3999s", &number, calls, &error, &skip, &times, place) != 6) return GO_ON;
    if (!holds(calls, call) || !strstr(path, place)) return GO_ON;
    pthread_mutex_lock(&lock);
    if (number != generation) {
        generation = number;
        seen = 0;
    }
    int turn = seen++;
    pthread_mutex_unlock(&lock);
    if (turn < skip || (times >= 0 && turn >= skip + times)) return GO_ON;
    tell(order, call, path);
    if (error == SLOW) {
        usleep(700 * 1000);
        return GO_ON;
    }
    return error;
}

static const char *path_of(int file, char *into, size_t size) {
    char link[40];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    long length = syscall(SYS_readlinkat, AT_FDCWD, link, into, size - 1);
    if (length < 0) return NULL;
    into[length] = 0;
    return into;
}

static int is_folder(int file) {
    struct stat found;
    return fstat(file, &found) == 0 && S_ISDIR(found.st_mode);
}

#define REAL(name, ...) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))(__VA_ARGS__)
#define SPOIL(fate, lied)                     \
    do {                                      \
        int doom_ = (fate);                   \
        if (doom_ == LIE) return (lied);      \
        if (doom_ > 0) {                      \
            errno = doom_;                    \
            return -1;                        \
        }                                     \
    } while (0)

#define OPEN_MODE(flags, last)                          \
    mode_t mode = 0;                                    \
    if ((flags) & O_CREAT) {                            \
        va_list rest;                                   \
        va_start(rest, last);                           \
        mode = va_arg(rest, mode_t);                    \
        va_end(rest);                                   \
    }                                                   \
    int fate_ = fate((flags) & O_CREAT ? "create" : "open", path); \
    if (fate_ > 0) {                                    \
        errno = fate_;                                  \
        return -1;                                      \
    }

int open(const char *path, int flags, ...) { OPEN_MODE(flags, flags) return REAL(open, path, flags, mode); }
int open64(const char *path, int flags, ...) { OPEN_MODE(flags, flags) return REAL(open64, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) {
    OPEN_MODE(flags, flags) return REAL(openat, at, path, flags, mode);
}
int openat64(int at, const char *path, int flags, ...) {
    OPEN_MODE(flags, flags) return REAL(openat64, at, path, flags, mode);
}

ssize_t write(int file, const void *bytes, size_t count) {
    char path[4096];
    SPOIL(fate("write", path_of(file, path, sizeof path)), (ssize_t)count);
    return REAL(write, file, bytes, count);
}

ssize_t read(int file, void *bytes, size_t count) {
    char path[4096];
    SPOIL(fate("read", path_of(file, path, sizeof path)), 0);
    return REAL(read, file, bytes, count);
}

static int flush_fate(int file) {
    char path[4096];
    return fate(is_folder(file) ? "flush-folder" : "flush", path_of(file, path, sizeof path));
}
int fsync(int file) { SPOIL(flush_fate(file), 0); return REAL(fsync, file); }
int fdatasync(int file) { SPOIL(flush_fate(file), 0); return REAL(fdatasync, file); }

/* A descriptor is gone whatever close says. */
int close(int file) {
    char path[4096];
    int fate_ = fate("close", path_of(file, path, sizeof path));
    int closed = REAL(close, file);
    SPOIL(fate_, 0);
    return closed;
}

static int rename_fate(const char *call, const char *from, const char *to) {
    int fate_ = fate(call, to);
    return fate_ == GO_ON ? fate(call, from) : fate_;
}
int rename(const char *from, const char *to) {
    SPOIL(rename_fate("rename", from, to), 0);
    return REAL(rename, from, to);
}
int renameat(int one, const char *from, int other, const char *to) {
    SPOIL(rename_fate("rename", from, to), 0);
    return REAL(renameat, one, from, other, to);
}
int renameat2(int one, const char *from, int other, const char *to, unsigned int flags) {
    SPOIL(rename_fate(flags & RENAME_EXCHANGE ? "exchange" : "rename", from, to), 0);
    return REAL(renameat2, one, from, other, to, flags);
}
int link(const char *from, const char *to) { SPOIL(fate("link", to), 0); return REAL(link, from, to); }
int linkat(int one, const char *from, int other, const char *to, int flags) {
    SPOIL(fate("link", to), 0);
    return REAL(linkat, one, from, other, to, flags);
}

int mkdir(const char *path, mode_t mode) { SPOIL(fate("mkdir", path), 0); return REAL(mkdir, path, mode); }
int unlink(const char *path) { SPOIL(fate("unlink", path), 0); return REAL(unlink, path); }
int unlinkat(int at, const char *path, int flags) {
    SPOIL(fate("unlink", path), 0);
    return REAL(unlinkat, at, path, flags);
}
