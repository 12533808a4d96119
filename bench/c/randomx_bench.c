/*
 * The C side of the RandomX benchmarks: hashes with librandomx as plainly as one can, with the same
 * library file, flags, pages, key, headers and number of threads as the Java side.
 *
 *   randomx_bench LIBRARY light|full THREADS auto|off normal|secure KEYHEX HEADERHEX
 *
 * Builds its memory, prints one line
 *   ready FLAGS PAGES HASHHEX        (the hash is the header's, nonce as given)
 * and then answers each line "run MILLISECONDS FIRSTNONCE" on its standard input with
 *   rate HASHES_PER_SECOND HASHES_PER_CPU_SECOND
 * until the input ends. Thread t hashes the header with the nonces FIRSTNONCE + t * 2^24 onwards.
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

static uint8_t header[HEADER];
static void *cache, *dataset;

typedef struct {
  pthread_t thread;
  void *vm;
  uint32_t nonce;
  double seconds;
  double rate;
  uint64_t hashes;
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

static void *hash_for_a_while(void *argument) {
  worker *self = argument;
  uint8_t input[HEADER], output[32];
  double start = now(CLOCK_MONOTONIC), end = start;
  memcpy(input, header, HEADER);
  self->hashes = 0;
  while (end - start < self->seconds) {
    uint32_t nonce = self->nonce++;
    for (int byte = 0; byte < 4; byte++) input[NONCE_AT + byte] = (uint8_t)(nonce >> (8 * byte));
    calculate_hash(self->vm, input, HEADER, output);
    self->hashes++;
    end = now(CLOCK_MONOTONIC);
  }
  self->rate = (double)self->hashes / (end - start);
  return NULL;
}

static void run(int threads, double seconds, uint32_t first_nonce) {
  double rate = 0, hashes = 0, cpu = now(CLOCK_PROCESS_CPUTIME_ID);
  for (int t = 0; t < threads; t++) {
    workers[t].nonce = first_nonce + ((uint32_t)t << 24);
    workers[t].seconds = seconds;
    if (pthread_create(&workers[t].thread, NULL, hash_for_a_while, &workers[t]) != 0) {
      die("pthread_create");
    }
  }
  for (int t = 0; t < threads; t++) {
    pthread_join(workers[t].thread, NULL);
    rate += workers[t].rate;
    hashes += (double)workers[t].hashes;
  }
  printf("rate %.4f %.4f\n", rate, hashes / (now(CLOCK_PROCESS_CPUTIME_ID) - cpu));
  fflush(stdout);
}

int main(int argc, char **argv) {
  uint8_t key[KEY], hash[32];
  unsigned milliseconds, first_nonce;
  if (argc != 8) die("LIBRARY light|full THREADS auto|off normal|secure KEYHEX HEADERHEX");
  int full = strcmp(argv[2], "full") == 0, threads = atoi(argv[3]);
  int huge = strcmp(argv[4], "auto") == 0;
  if (threads < 1 || threads > MAX_THREADS) die("1 to 256 threads");
  bind(argv[1]);
  unhex(argv[6], key, KEY);
  unhex(argv[7], header, HEADER);

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

  calculate_hash(workers[0].vm, header, HEADER, hash);
  printf("ready %d %s ", flags, pages(large, full ? item_count() * (size_t)64 : CACHE_BYTES));
  for (int i = 0; i < 32; i++) printf("%02x", hash[i]);
  printf("\n");
  fflush(stdout);
  while (scanf(" run %u %u", &milliseconds, &first_nonce) == 2) {
    run(threads, milliseconds / 1000.0, first_nonce);
  }
  return 0;
}
