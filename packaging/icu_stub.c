/* What ICU itself calls stubdata: the table of contents of its data, without any data.
 *
 * Qt on Linux links ICU for comparing by a language's own rules and for old encodings, neither of
 * which we use; the data behind them are a tenth of the frozen folder. Without data Qt compares
 * character by character. packaging/app.py compiles this with -DENTRY=icudtNN_dat. */
#include <stdint.h>

struct contents {
    uint16_t header_size;
    uint8_t magic[2];
    uint16_t info_size, info_reserved;
    uint8_t big_endian, charset, char_size, reserved;
    uint8_t format[4], format_version[4], data_version[4];
    uint8_t padding[8];
    uint32_t count, base;
    uint32_t nothing[4];
};

__attribute__((visibility("default"), aligned(16))) const struct contents ENTRY = {
    .header_size = 32,
    .magic = {0xda, 0x27},
    .info_size = 20,
    .big_endian = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__,
    .char_size = 2,
    .format = {'T', 'o', 'C', 'P'},
    .format_version = {1},
};
