package config

import (
	"fmt"
	"strings"
)

// Fault is one thing that is wrong in a room file.
type Fault struct {
	File string
	Line int    // from 1; 0 where the fault has no line
	At   string // such as zones[1].outline; empty for the whole file
	What string
	Fix  string // what to do about it, a sentence; may be empty
}

// Error says file, line, place and fault in one line.
func (f Fault) Error() string {
	var b strings.Builder
	b.WriteString(f.File)
	if f.Line > 0 {
		fmt.Fprintf(&b, ":%d", f.Line)
	}
	b.WriteString(": ")
	if f.At != "" {
		b.WriteString(f.At + ": ")
	}
	b.WriteString(f.What)
	return b.String()
}

// Faults is all that is wrong in a room file, in the order of its lines as far
// as they were read. It holds at least one.
type Faults []Fault

// shown is how many faults one message names: more are a wall, not a help.
const shown = 5

// Error names the first faults in one line and counts the rest.
func (fs Faults) Error() string {
	var parts []string
	for i, f := range fs {
		if i == shown {
			parts = append(parts, fmt.Sprintf("and %d more", len(fs)-shown))
			break
		}
		parts = append(parts, f.Error())
	}
	return strings.Join(parts, "; ")
}

// Hint says what to do about the first fault that has an advice.
func (fs Faults) Hint() string {
	for _, f := range fs {
		if f.Fix != "" {
			return f.Fix
		}
	}
	return "correct the room file, or make a new one with: nabij calibrate"
}
