/*
 * The C side of the RandomX benchmarks: hashes with librandomx as plainly as one can, with the same
 * library file, flags, pages, key, headers and number of threads as the Java side.
 *
 *   randomx_bench LIBRARY light|full THREADS auto|off normal|secure KEYHEX HEADERHEX
 *
 * Builds its memory, prints one line
 *   ready FLAGS PAGES HASHHEX        (the hash is the header's, nonce as given)
 * and then obeys the lines on its standard input until that ends:
 *   headers COUNT HEADERHEX...         hash these in turn from now on; no answer
 *   run MILLISECONDS FIRSTNONCE        hash; answers
 *     rate HASHES_PER_SECOND HASHES_PER_CPU_SECOND
 *   shares MILLISECONDS FIRSTNONCE     the same, and the answer goes on with what was hashed:
 *     shares COUNT
 *     HEADERNUMBER NONCEHEX HASHHEX    (COUNT lines; the nonce as it stands in the header)
 * Thread t takes the nonces FIRSTNONCE + t * 2^24 onwards.
 *
 * The declarations are our own, so no header of the library is needed to compile:
 *   cc -O2 -pthread -o randomx_bench randomx_bench.c -ldl
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { LARGE_PAGES = 1, FULL_MEM = 4, SECURE = 16, KNOWN = 127 };
enum { HEADER = 80, NONCE_AT = 76, KEY = 32, MAX_THREADS = 256, SLICE = 65536 };
enum { HASH = 32, MAX_HEADERS = 64, MAX_SHARES = 65536 };

static const size_t CACHE_BYTES = (size_t)256 << 20;

static int (*get_flags)(void);
static void *(*alloc_cache)(int);
static void (*init_cache)(void *, const void *, size_t);
static void *(*alloc_dataset)(int);
static unsigned long (*item_count)(void);
static void (*init_dataset)(void *, void *, unsigned long, unsigned long);
static void *(*dataset_memory)(void *);
static void *(*create_vm)(int, void *, void *);
static void (*calculate_hash)(void *, const void *, size_t, void *);

static uint8_t headers[MAX_HEADERS][HEADER];
static unsigned header_count = 1;
static void *cache, *dataset;

typedef struct {
  unsigned header;
  uint8_t nonce[4];
  uint8_t hash[HASH];
} share;

typedef struct {
  pthread_t thread;
  void *vm;
  uint32_t nonce;
  double seconds;
  double rate;
  uint64_t hashes;
  share *shares; /* room for MAX_SHARES, or NULL when they are not wanted */
} worker;

static worker workers[MAX_THREADS];
static unsigned long next_item;

static void die(const char *what) {
  fprintf(stderr, "randomx_bench: %s\n", what);
  exit(1);
}

static void *symbol(void *library, const char *name) {
  void *address = dlsym(library, name);
  if (address == NULL) die(name);
  return address;
}

static void bind(const char *path) {
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) die(dlerror());
  *(void **)&get_flags = symbol(library, "randomx_get_flags");
  *(void **)&alloc_cache = symbol(library, "randomx_alloc_cache");
  *(void **)&init_cache = symbol(library, "randomx_init_cache");
  *(void **)&alloc_dataset = symbol(library, "randomx_alloc_dataset");
  *(void **)&item_count = symbol(library, "randomx_dataset_item_count");
  *(void **)&init_dataset = symbol(library, "randomx_init_dataset");
  *(void **)&dataset_memory = symbol(library, "randomx_get_dataset_memory");
  *(void **)&create_vm = symbol(library, "randomx_create_vm");
  *(void **)&calculate_hash = symbol(library, "randomx_calculate_hash");
}

static void unhex(const char *text, uint8_t *bytes, size_t length) {
  if (strlen(text) != 2 * length) die("key or header of the wrong length");
  for (size_t i = 0; i < length; i++) {
    unsigned value;
    if (sscanf(text + 2 * i, "%2x", &value) != 1) die("not hex");
    bytes[i] = (uint8_t)value;
  }
}

static void advise(void *memory, size_t bytes) {
#ifdef MADV_HUGEPAGE
  uintptr_t from = (uintptr_t)memory & ~(uintptr_t)4095;
  uintptr_t to = ((uintptr_t)memory + bytes + 4095) & ~(uintptr_t)4095;
  madvise((void *)from, to - from, MADV_HUGEPAGE);
#else
  (void)memory;
  (void)bytes;
#endif
}

static double now(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void *fill_dataset(void *unused) {
  unsigned long items = item_count();
  (void)unused;
  for (;;) {
    unsigned long start = __atomic_fetch_add(&next_item, SLICE, __ATOMIC_RELAXED);
    if (start >= items) return NULL;
    init_dataset(dataset, cache, start, items - start < SLICE ? items - start : SLICE);
  }
}

/* True when the cache is in reserved large pages. */
static int build_cache(int flags, int huge, const uint8_t *key) {
  int large = 1;
  cache = huge ? alloc_cache(flags | LARGE_PAGES) : NULL;
  if (cache == NULL) {
    large = 0;
    cache = alloc_cache(flags);
    if (cache == NULL) die("no memory for the cache");
    if (huge) advise(*(void **)cache, CACHE_BYTES); /* its first field is the address */
  }
  init_cache(cache, key, KEY);
  return large;
}

/* True when the dataset is in reserved large pages. */
static int build_dataset(int flags, int huge, int threads) {
  int large = 1;
  dataset = huge ? alloc_dataset(flags | LARGE_PAGES) : NULL;
  if (dataset == NULL) {
    large = 0;
    dataset = alloc_dataset(flags);
    if (dataset == NULL) die("no memory for the dataset");
    if (huge) advise(dataset_memory(dataset), item_count() * (size_t)64);
  }
  for (int t = 0; t < threads; t++) {
    if (pthread_create(&workers[t].thread, NULL, fill_dataset, NULL) != 0) die("pthread_create");
  }
  for (int t = 0; t < threads; t++) pthread_join(workers[t].thread, NULL);
  return large;
}

static const char *pages(int large, size_t bytes) {
  char line[256];
  long kib = 0;
  if (large) return "large";
  FILE *rollup = fopen("/proc/self/smaps_rollup", "r");
  if (rollup == NULL) return "4k";
  while (fgets(line, sizeof line, rollup) != NULL) sscanf(line, "AnonHugePages: %ld kB", &kib);
  fclose(rollup);
  return (size_t)kib * 1024 * 2 >= bytes ? "transparent" : "4k";
}

static void keep(worker *self, unsigned from, const uint8_t *input, const uint8_t *hash) {
  share *kept = &self->shares[self->hashes];
  kept->header = from;
  memcpy(kept->nonce, input + NONCE_AT, sizeof kept->nonce);
  memcpy(kept->hash, hash, HASH);
}

static void *hash_for_a_while(void *argument) {
  worker *self = argument;
  uint8_t input[HEADER], output[HASH];
  uint64_t most = self->shares == NULL ? UINT64_MAX : MAX_SHARES;
  double start = now(CLOCK_MONOTONIC), end = start;
  self->hashes = 0;
  while (end - start < self->seconds && self->hashes < most) {
    unsigned from = (unsigned)(self->hashes % header_count);
    uint32_t nonce = self->nonce++;
    memcpy(input, headers[from], HEADER);
    for (int byte = 0; byte < 4; byte++) input[NONCE_AT + byte] = (uint8_t)(nonce >> (8 * byte));
    calculate_hash(self->vm, input, HEADER, output);
    if (self->shares != NULL) keep(self, from, input, output);
    self->hashes++;
    end = now(CLOCK_MONOTONIC);
  }
  self->rate = (double)self->hashes / (end - start);
  return NULL;
}

static void print_hex(const uint8_t *bytes, size_t length) {
  for (size_t i = 0; i < length; i++) printf("%02x", bytes[i]);
}

static void print_shares(int threads, unsigned long count) {
  printf("shares %lu\n", count);
  for (int t = 0; t < threads; t++) {
    for (uint64_t i = 0; i < workers[t].hashes; i++) {
      const share *kept = &workers[t].shares[i];
      printf("%u ", kept->header);
      print_hex(kept->nonce, sizeof kept->nonce);
      printf(" ");
      print_hex(kept->hash, HASH);
      printf("\n");
    }
    free(workers[t].shares);
    workers[t].shares = NULL;
  }
}

static void run(int threads, double seconds, uint32_t first_nonce, int wanted) {
  double rate = 0, cpu = now(CLOCK_PROCESS_CPUTIME_ID);
  unsigned long hashes = 0;
  for (int t = 0; t < threads; t++) {
    workers[t].nonce = first_nonce + ((uint32_t)t << 24);
    workers[t].seconds = seconds;
    workers[t].shares = wanted ? malloc(MAX_SHARES * sizeof(share)) : NULL;
    if (wanted && workers[t].shares == NULL) die("no memory for the shares");
    if (pthread_create(&workers[t].thread, NULL, hash_for_a_while, &workers[t]) != 0) {
      die("pthread_create");
    }
  }
  for (int t = 0; t < threads; t++) {
    pthread_join(workers[t].thread, NULL);
    rate += workers[t].rate;
    hashes += workers[t].hashes;
  }
  printf("rate %.4f %.4f\n", rate, (double)hashes / (now(CLOCK_PROCESS_CPUTIME_ID) - cpu));
  if (wanted) print_shares(threads, hashes);
  fflush(stdout);
}

static void read_headers(void) {
  char text[2 * HEADER + 1];
  unsigned count;
  if (scanf(" %u", &count) != 1 || count < 1 || count > MAX_HEADERS) die("1 to 64 headers");
  for (unsigned i = 0; i < count; i++) {
    if (scanf(" %160s", text) != 1) die("a header is missing");
    unhex(text, headers[i], HEADER);
  }
  header_count = count;
}

static void obey(int threads) {
  char command[16];
  unsigned milliseconds, first_nonce;
  while (scanf(" %15s", command) == 1) {
    if (strcmp(command, "headers") == 0) {
      read_headers();
    } else if (scanf(" %u %u", &milliseconds, &first_nonce) == 2) {
      run(threads, milliseconds / 1000.0, first_nonce, strcmp(command, "shares") == 0);
    } else {
      die("not a command");
    }
  }
}

int main(int argc, char **argv) {
  uint8_t key[KEY], hash[HASH];
  if (argc != 8) die("LIBRARY light|full THREADS auto|off normal|secure KEYHEX HEADERHEX");
  int full = strcmp(argv[2], "full") == 0, threads = atoi(argv[3]);
  int huge = strcmp(argv[4], "auto") == 0;
  if (threads < 1 || threads > MAX_THREADS) die("1 to 256 threads");
  bind(argv[1]);
  unhex(argv[6], key, KEY);
  unhex(argv[7], headers[0], HEADER);

  int flags = get_flags() & KNOWN & ~(LARGE_PAGES | FULL_MEM);
  if (strcmp(argv[5], "secure") == 0) flags |= SECURE;
  int large = build_cache(flags, huge, key);
  if (full) {
    flags |= FULL_MEM;
    large = build_dataset(flags, huge, threads);
  }
  for (int t = 0; t < threads; t++) {
    workers[t].vm = huge ? create_vm(flags | LARGE_PAGES, full ? NULL : cache, dataset) : NULL;
    if (workers[t].vm == NULL) workers[t].vm = create_vm(flags, full ? NULL : cache, dataset);
    if (workers[t].vm == NULL) die("no memory for a virtual machine");
  }

  calculate_hash(workers[0].vm, headers[0], HEADER, hash);
  printf("ready %d %s ", flags, pages(large, full ? item_count() * (size_t)64 : CACHE_BYTES));
  print_hex(hash, HASH);
  printf("\n");
  fflush(stdout);
  obey(threads);
  return 0;
}
