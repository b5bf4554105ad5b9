#ifndef SIGNET_CODECS_H
#define SIGNET_CODECS_H

#include <stddef.h>
#include <stdint.h>

#endif
