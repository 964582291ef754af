package camera

import "nabij/vision"

// Setting is something that a camera changes by itself while it watches.
type Setting string

// The settings. A changed focus moves the picture by pixels; a changed exposure
// or white balance looks like changed light.
const (
	Exposure     Setting = "exposure"
	Focus        Setting = "focus"
	WhiteBalance Setting = "white_balance"
)

// Hold is how far a setting stays as it is.
type Hold string

// The ways to hold.
const (
	Locked  Hold = "locked"  // it was put under nabij's hand and stays as it was
	Fixed   Hold = "fixed"   // the camera does not change it
	Unknown Hold = "unknown" // the camera does not say; it may change
	Refused Hold = "refused" // the camera changes it and cannot be told not to
)

// Held is what became of one setting.
type Held struct {
	Setting Setting
	Hold    Hold
}

// Holder is a [Device] that can say what it holds still; it holds what it can
// once its pictures have settled. Empty before that.
type Holder interface{ Held() []Held }

// Mode is a size of pictures and the highest rate at which a camera has them.
type Mode struct {
	Size   vision.Size
	RateHz float64 // 0: not stated
}
