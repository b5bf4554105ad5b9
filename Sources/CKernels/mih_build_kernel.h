// Included once for each form of list; ENTRY is what a list holds, LINE how many of them a cache line, MAKE(row, words, r) makes one
// for band r of four words that start with the band's own.

// Four bands at once, each by the upper bits of its keys: so many places are written to in turn that every line is put together in a
// cache and goes to memory as a whole.
static void KERNEL(split)(
    const uint64_t *rows, uint32_t count, int four, const uint32_t *offsets, ENTRY *lists, uint8_t *lows, ENTRY *lines,
    uint32_t *heads) {
    ENTRY *base[4];
    unsigned shift[4];
    for (int r = 0; r < 4; r++) {
        for (size_t high = 0; high < HIGHS; high++) {
            heads[r * HIGHS + high] = offsets[((size_t)four * 4 + (size_t)r) * (SIGNET_MIH_KEYS + 1) + (high << LOW_BITS)];
        }
        base[r] = lists + (size_t)r * count;
        // Where the list starts within a cache line.
        shift[r] = (unsigned)((uintptr_t)base[r] / sizeof(ENTRY) % LINE);
    }
    for (uint32_t row = 0; row < count; row++) {
        const uint64_t *hash = rows + (size_t)row * 4;
        uint64_t words[7];
        for (int w = 0; w < 7; w++) words[w] = hash[(four + w) & 3];
#if defined(__clang__)
#pragma clang loop unroll(full)
#endif
        for (int r = 0; r < 4; r++) {
            unsigned key = words[0] >> (16 * r) & 0xFFFF;
            size_t line = (size_t)r * HIGHS + (key >> LOW_BITS);
            uint32_t at = heads[line]++;
            unsigned slot = (at + shift[r]) % LINE;
            lines[line * LINE + slot] = MAKE(row, words, r);
            lows[(size_t)r * count + at] = (uint8_t)(key & (LOWS - 1));
            if (slot < LINE - 1) continue;
            uint32_t start = offsets[((size_t)four * 4 + (size_t)r) * (SIGNET_MIH_KEYS + 1) + (key >> LOW_BITS << LOW_BITS)];
            if (at >= start + (LINE - 1)) {
                store_line(base[r] + at - (LINE - 1), lines + line * LINE);
            } else {
                for (uint32_t k = start; k <= at; k++) base[r][k] = lines[line * LINE + (k + shift[r]) % LINE];
            }
        }
    }
    // The lines that did not become full.
    for (int r = 0; r < 4; r++) {
        for (size_t high = 0; high < HIGHS; high++) {
            size_t line = (size_t)r * HIGHS + high;
            uint32_t start = offsets[((size_t)four * 4 + (size_t)r) * (SIGNET_MIH_KEYS + 1) + (high << LOW_BITS)];
            uint32_t end = heads[line], filled = (end + shift[r]) % LINE;
            uint32_t from = end - start < filled ? start : end - filled;
            for (uint32_t k = from; k < end; k++) base[r][k] = lines[line * LINE + (k + shift[r]) % LINE];
        }
    }
}

// Each part of one upper half by the lower bits of its keys, within a cache.
static void KERNEL(order)(const uint32_t *offsets, ENTRY *list, const uint8_t *lows, ENTRY *part) {
    for (size_t high = 0; high < HIGHS; high++) {
        const uint32_t *table = offsets + (high << LOW_BITS);
        uint32_t start = table[0], end = table[LOWS], heads[LOWS];
        memcpy(heads, table, sizeof heads);
        memcpy(part, list + start, (size_t)(end - start) * sizeof(ENTRY));
        for (uint32_t k = start; k < end; k++) list[heads[lows[k]]++] = part[k - start];
    }
}

static void KERNEL(build)(
    const uint64_t *rows, uint32_t count, int four, const uint32_t *offsets, ENTRY *lists, uint8_t *scratch) {
    ENTRY *lines = (ENTRY *)(void *)scratch, *part = lines + 4 * HIGHS * LINE;
    uint32_t *heads = (uint32_t *)(void *)(part + largest_part(offsets));
    uint8_t *lows = (uint8_t *)(heads + 4 * HIGHS);
    KERNEL(split)(rows, count, four, offsets, lists, lows, lines, heads);
    for (size_t r = 0; r < 4; r++) {
        const uint32_t *table = offsets + ((size_t)four * 4 + r) * (SIGNET_MIH_KEYS + 1);
        KERNEL(order)(table, lists + r * count, lows + r * count, part);
    }
}
