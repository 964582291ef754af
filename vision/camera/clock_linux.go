package camera

import (
	"time"

	"golang.org/x/sys/unix"
)

// asleep is how long the computer has been asleep since it started: the boot
// clock goes on then, the monotonic one does not (clock_gettime(2)).
func asleep() time.Duration {
	var boot, awake unix.Timespec
	if unix.ClockGettime(unix.CLOCK_MONOTONIC, &awake) != nil || unix.ClockGettime(unix.CLOCK_BOOTTIME, &boot) != nil {
		return 0
	}
	return time.Duration(boot.Nano() - awake.Nano())
}
