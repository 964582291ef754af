package pipeline

import (
	"fmt"
	"runtime/debug"
)

// Broken is a stage that failed by a mistake in the program. What was seen
// until then stays as it is.
type Broken struct {
	Stage string // "camera", "eye", "track" or "tell"
	Cause any    // what it panicked with
	Stack []byte // where, for those who mend it
}

// Error names the stage and the cause, in one line.
func (b *Broken) Error() string {
	return fmt.Sprintf("%s: a mistake in the program: %v", b.Stage, b.Cause)
}

// Hint says what is left.
func (b *Broken) Hint() string {
	return "what was kept until then is whole; begin again, and tell the makers of nabij what it says here"
}

// guard runs a stage and makes an error of its panic, so that the others end in
// order and the record is closed.
func guard(stage string, run func() error) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = &Broken{Stage: stage, Cause: cause, Stack: debug.Stack()}
		}
	}()
	return run()
}
