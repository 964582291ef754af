//go:build !linux

package camera

import "time"

// asleep is not known on this system: a sleep shows as a clock that was set.
func asleep() time.Duration { return 0 }
