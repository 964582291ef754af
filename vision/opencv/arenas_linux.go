package opencv

/*
#include <malloc.h>

__attribute__((constructor)) static void nabij_share_arenas(void) {
#ifdef M_ARENA_MAX
	mallopt(M_ARENA_MAX, 2);
#endif
}
*/
import "C"

// The C library gives every thread a heap of its own, and Go starts a thread
// whenever a call to the system takes long: in eight hours up to four more,
// half a megabyte each. Two heaps are enough, for OpenCV takes memory in few
// large pieces. glibc settles the number when the first thread starts, so it is
// told before Go runs, by a constructor (its mallopt; other C libraries have
// one heap).
