#include "postings.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { KEPT = 256, SCALES = 16, TURNS = 16, MOST_HITS = 1 << 20, MOST_BANDS = 64, SKETCH = 16, MOST_COMMON = 256 };

// Of what differs in at most 56 of 256 bits, 95 % and more differ in at most so many of a sketch; of strangers, a quarter.
enum { FAR_SKETCH = 6 };

struct hit {
    uint32_t row;
    uint32_t anchor;
    float weight;
};

// `length` bits, at most 32, from `at` on.
static inline uint32_t bits_of(const uint64_t *row, int at, int length) {
    int word = at >> 6, shift = at & 63;
    uint64_t value = row[word] >> shift;
    if (shift + length > 64 && word < 3) value |= row[word + 1] << (64 - shift);
    return (uint32_t)(value & (((uint64_t)1 << length) - 1));
}

static inline uint32_t key_of(const uint64_t *row, int bits, int band) { return bits_of(row, bits * band, bits); }

// Half of what lies opposite of the band.
static inline uint16_t sketch_of(const uint64_t *row, int bits, int band) {
    return (uint16_t)bits_of(row, (bits * band + 128) % 256 & ~(SKETCH - 1), SKETCH);
}

void signet_postings_build_band(
    const uint64_t *rows, uint32_t count, int bits, int band, uint32_t *offsets, uint32_t *list, uint16_t *sketches) {
    size_t keys = (size_t)1 << bits;
    memset(offsets, 0, (keys + 1) * sizeof *offsets);
    for (uint32_t row = 0; row < count; row++) offsets[key_of(rows + (size_t)row * 4, bits, band) + 1]++;
    for (size_t key = 0; key < keys; key++) offsets[key + 1] += offsets[key];
    // While the list is filled, each key's place moves on to its end, which is the next one's start.
    for (uint32_t row = 0; row < count; row++) {
        const uint64_t *words = rows + (size_t)row * 4;
        uint32_t at = offsets[key_of(words, bits, band)]++;
        list[at] = row;
        sketches[at] = sketch_of(words, bits, band);
    }
    memmove(offsets + 1, offsets, keys * sizeof *offsets);
    offsets[0] = 0;
}

int signet_postings_are_sound(const uint32_t *offsets, uint32_t count, int bits, int bands) {
    size_t keys = (size_t)1 << bits;
    for (int band = 0; band < bands; band++) {
        const uint32_t *table = offsets + (size_t)band * (keys + 1);
        if (table[0] != 0 || table[keys] != count) return 0;
        for (size_t key = 0; key < keys; key++) {
            if (table[key] > table[key + 1]) return 0;
        }
    }
    return 1;
}

// Of these rows those within `radius`. Returns how many hits there are then.
#if defined(__x86_64__) && defined(__linux__)
__attribute__((target_clones("popcnt", "default")))
#endif
static size_t measure(
    const struct signet_postings *postings, const uint64_t *word, const uint32_t *near, int count, uint32_t anchor, unsigned radius,
    struct hit *hits, size_t found, size_t capacity) {
    for (int k = 0; k < count; k++) {
        const uint64_t *other = postings->rows + (size_t)near[k] * 4;
        unsigned distance = (unsigned)(__builtin_popcountll(other[0] ^ word[0]) + __builtin_popcountll(other[1] ^ word[1])
                                       + __builtin_popcountll(other[2] ^ word[2]) + __builtin_popcountll(other[3] ^ word[3]));
        if (distance > radius || found == capacity) continue;
        hits[found++] = (struct hit){near[k], anchor, (float)(radius + 8 - distance)};
    }
    return found;
}

// Marks the sketches that are near.
#if defined(__x86_64__) && defined(__linux__)
__attribute__((target_clones("arch=x86-64-v3", "default")))
#endif
static void mark_near(const uint16_t *sketches, int count, uint16_t sketch, uint8_t *marks) {
    for (int k = 0; k < count; k++) {
        uint16_t bits = sketches[k] ^ sketch;
        bits = (uint16_t)(bits - (bits >> 1 & 0x5555));
        bits = (uint16_t)((bits & 0x3333) + (bits >> 2 & 0x3333));
        bits = (uint16_t)((bits + (bits >> 4)) & 0x0F0F);
        marks[k] = (uint8_t)(((bits + (bits >> 8)) & 0x1F) <= FAR_SKETCH);
    }
}

static size_t find_hits(
    const struct signet_postings *postings, const struct signet_posting_query *query, uint32_t anchor, unsigned radius,
    uint32_t common, struct hit *hits, size_t capacity) {
    size_t found = 0, table = ((size_t)1 << postings->bits) + 1;
    const uint64_t *word = query->descriptor;
    uint32_t starts[MOST_BANDS], ends[MOST_BANDS], near[256];
    int bands = postings->bands < MOST_BANDS ? postings->bands : MOST_BANDS, waiting = 0;
    for (int band = 0; band < bands; band++) {
        const uint32_t *offsets = postings->offsets + (size_t)band * table + key_of(word, postings->bits, band);
        starts[band] = offsets[0];
        ends[band] = offsets[1];
        __builtin_prefetch(postings->lists + (size_t)band * postings->count + starts[band]);
        __builtin_prefetch(postings->sketches + (size_t)band * postings->count + starts[band]);
    }
    for (int band = 0; band < bands; band++) {
        if (ends[band] - starts[band] > common || ends[band] - starts[band] > MOST_COMMON) continue;
        const uint32_t *list = postings->lists + (size_t)band * postings->count;
        const uint16_t *sketches = postings->sketches + (size_t)band * postings->count;
        uint8_t marks[MOST_COMMON];
        mark_near(sketches + starts[band], (int)(ends[band] - starts[band]), sketch_of(word, postings->bits, band), marks);
        for (uint32_t k = starts[band]; k < ends[band]; k++) {
            if (!marks[k - starts[band]] || list[k] >= postings->count) continue;
            __builtin_prefetch(postings->rows + (size_t)list[k] * 4);
            near[waiting++] = list[k];
            if (waiting < (int)(sizeof near / sizeof *near)) continue;
            found = measure(postings, word, near, waiting, anchor, radius, hits, found, capacity);
            waiting = 0;
        }
    }
    return measure(postings, word, near, waiting, anchor, radius, hits, found, capacity);
}

static int by_weight(const void *left, const void *right) {
    const struct signet_posting_vote *a = left, *b = right;
    if (a->weight != b->weight) return (a->weight < b->weight) - (a->weight > b->weight);
    return (a->image > b->image) - (a->image < b->image);
}

// Puts `vote` where the least of a heap was.
static void replace_least(struct signet_posting_vote *heap, int count, struct signet_posting_vote vote) {
    int at = 0;
    for (int child = 1; child < count; child = 2 * at + 1) {
        if (child + 1 < count && heap[child + 1].weight < heap[child].weight) child++;
        if (heap[child].weight >= vote.weight) break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = vote;
}

// The best `KEPT` of all images, in no order.
static int strongest(const float *sums, uint32_t images, struct signet_posting_vote *best) {
    int count = 0;
    memset(best, 0, sizeof *best * KEPT);
    for (uint32_t image = 0; image < images; image++) {
        if (sums[image] > best[0].weight) replace_least(best, KEPT, (struct signet_posting_vote){image, sums[image]});
    }
    for (int k = 0; k < KEPT; k++) {
        if (best[k].weight > 0) best[count++] = best[k];
    }
    return count;
}

// What agrees in scale and rotation counts, up to half a step to either side.
static void weigh_geometry(
    const struct signet_postings *postings, const struct signet_posting_query *query, const struct hit *hits, size_t count,
    const uint16_t *slots, float (*bins)[SCALES][TURNS]) {
    for (size_t k = 0; k < count; k++) {
        uint32_t owner = postings->owners[hits[k].row];
        if (owner >= postings->images || slots[owner] == 0) continue;
        const struct signet_posting_query *place = &query[hits[k].anchor];
        // Half octaves, and 16ths of a turn.
        int scale = ((int)place->radius - (int)postings->radii[hits[k].row] + 32) / 4;
        int turn = (uint8_t)(place->angle - postings->angles[hits[k].row]) / 16;
        if (scale < 0 || scale >= SCALES) continue;
        bins[slots[owner] - 1][scale][turn] += hits[k].weight;
    }
}

static float densest(float (*bins)[TURNS]) {
    float best = 0;
    for (int s = 0; s + 1 < SCALES; s++) {
        for (int t = 0; t < TURNS; t++) {
            int next = (t + 1) % TURNS;
            float sum = bins[s][t] + bins[s][next] + bins[s + 1][t] + bins[s + 1][next];
            if (sum > best) best = sum;
        }
    }
    return best;
}

int signet_postings_vote(
    const struct signet_postings *postings, const struct signet_posting_query *query, int query_count, unsigned radius,
    uint32_t common, struct signet_posting_vote *votes, int capacity) {
    if (postings->images == 0 || postings->count == 0 || query_count <= 0 || capacity <= 0) return 0;
    struct hit *hits = malloc(sizeof *hits * MOST_HITS);
    float *sums = calloc(postings->images, sizeof *sums);
    uint32_t *seen = calloc(postings->images, sizeof *seen);
    uint16_t *slots = calloc(postings->images, sizeof *slots);
    float (*bins)[SCALES][TURNS] = calloc(KEPT, sizeof *bins);
    int written = -1;
    if (hits != NULL && sums != NULL && seen != NULL && slots != NULL && bins != NULL) {
        size_t count = 0;
        for (int anchor = 0; anchor < query_count; anchor++) {
            size_t found = find_hits(
                postings, &query[anchor], (uint32_t)anchor, radius, common, hits + count, (size_t)MOST_HITS - count);
            // What is found in many images tells less about each.
            float share = found > 0 ? 1 / sqrtf((float)found) : 0;
            size_t kept = count;
            for (size_t k = count; k < count + found; k++) {
                uint32_t owner = postings->owners[hits[k].row];
                // One anchor votes once for each image, however often it is found there.
                if (owner >= postings->images || seen[owner] == (uint32_t)anchor + 1) continue;
                seen[owner] = (uint32_t)anchor + 1;
                hits[kept] = hits[k];
                hits[kept].weight *= share;
                sums[owner] += hits[kept++].weight;
            }
            count = kept;
        }
        struct signet_posting_vote best[KEPT];
        int strong = strongest(sums, postings->images, best);
        for (int k = 0; k < strong; k++) slots[best[k].image] = (uint16_t)(k + 1);
        weigh_geometry(postings, query, hits, count, slots, bins);
        for (int k = 0; k < strong; k++) best[k].weight = densest(bins[k]);
        qsort(best, (size_t)strong, sizeof *best, by_weight);
        written = strong < capacity ? strong : capacity;
        memcpy(votes, best, sizeof *best * (size_t)written);
    }
    free(hits);
    free(sums);
    free(seen);
    free(slots);
    free(bins);
    return written;
}
