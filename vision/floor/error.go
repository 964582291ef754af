package floor

import "fmt"

// Fault tells refusals apart, for programs and for other languages.
type Fault string

// The faults.
const (
	TooFew        Fault = "too_few"       // fewer than four points
	NotFinite     Fault = "not_finite"    // a coordinate that is no number
	OutsideOfView Fault = "outside_view"  // a point outside the picture
	Duplicate     Fault = "duplicate"     // the same point twice
	InLine        Fault = "in_line"       // points (nearly) in one line
	TooSmall      Fault = "too_small"     // points too close together in the picture
	Mirrored      Fault = "mirrored"      // the floor frame is left-handed
	UnderFloor    Fault = "under_floor"   // the only solution hangs below the floor
	Misfit        Fault = "misfit"        // one point, or all, do not fit
	BadLens       Fault = "bad_lens"      // a lens that is no lens
	BadSize       Fault = "bad_size"      // a picture without pixels
	Unsolved      Fault = "unsolved"      // no solution was found
	AboveHorizon  Fault = "above_horizon" // a pixel that does not show the floor
	NotSheet      Fault = "not_sheet"     // something that is no sheet of A4 on the floor
	NoRibbon      Fault = "no_ribbon"     // no ribbon at a place, or none that fits
	BeyondLens    Fault = "beyond_lens"   // a pixel that the lens model does not reach
)

// Error is a refusal, in words that need no mathematics.
type Error struct {
	Fault Fault
	// Points are the numbers, from 0, of the points concerned, in the order
	// given; empty where all or none are.
	Points []int
	text   string
	hint   string
}

// Error says what is wrong.
func (e *Error) Error() string { return e.text }

// Hint says what to do about it.
func (e *Error) Hint() string { return e.hint }

// Refuse makes a refusal, for packages that find floors in other ways; points
// and hint as in [Error].
func Refuse(fault Fault, points []int, hint, format string, args ...any) *Error {
	return refuse(fault, points, hint, format, args...)
}

func refuse(fault Fault, points []int, hint, format string, args ...any) *Error {
	return &Error{Fault: fault, Points: points, hint: hint, text: fmt.Sprintf(format, args...)}
}

// What ToFloor refuses; made once because it is asked for every pixel.
var (
	errHorizon = &Error{Fault: AboveHorizon, text: "pixel does not show the floor: it is at or above the horizon",
		hint: "choose a place further down in the picture"}
	errBeyondLens = &Error{Fault: BeyondLens, text: "pixel is further out than the lens model reaches",
		hint: "choose a place nearer to the middle of the picture"}
)
