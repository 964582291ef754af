package vision

import "time"

// Picture is the pixels of a frame, held by the package that made them.
type Picture interface {
	Size() Size
	// Close gives the pixels back. It is called once, by the frame's owner.
	Close() error
}

// Frame is one picture of the room and when it was taken. Whoever receives a
// frame owns it and closes its picture.
type Frame struct {
	Number int           // from 1, gaps where frames were dropped
	At     time.Duration // monotonic, since the source's start
	Clock  time.Time     // wall clock; the zero time where unknown
	// Picture is nil where there is none that shows the room: time goes on,
	// and Trouble tells why.
	Picture Picture
	Trouble Trouble
}

// Close closes the picture, where there is one.
func (f Frame) Close() error {
	if f.Picture == nil {
		return nil
	}
	return f.Picture.Close()
}

// Trouble is what is the matter with a camera's pictures; empty: nothing.
type Trouble string

// The troubles. With the first six there is no picture of the room; with the
// others there is one.
const (
	CameraGone    Trouble = "gone"    // it is not connected
	CameraStill   Trouble = "still"   // no new picture comes: none, or the same again
	CameraDark    Trouble = "dark"    // all black
	CameraTorn    Trouble = "torn"    // pictures put together from pieces
	CameraResized Trouble = "resized" // pictures of another size
	CameraOther   Trouble = "other"   // another camera came in its place
	CameraSlow    Trouble = "slow"    // fewer pictures than before
	Slept         Trouble = "slept"   // the computer was asleep
	ClockSet      Trouble = "clock"   // the computer's clock was set

	// What the room's landmarks say of a picture.
	CameraMirrored Trouble = "mirrored" // left and right are exchanged
	CameraStrange  Trouble = "strange"  // it is not the room of the room file
)

// Mask marks pixels of a picture on a coarser grid: cell (x, y) covers the
// Step×Step pixels from (x·Step, y·Step). Values are 0 (empty room) to 255
// (certainly not the empty room); 128 and above count as foreground, and where
// the empty room is not known the value lies between.
type Mask struct {
	Size  Size // of the grid, in cells
	Step  int  // px a cell is wide and high
	Cells []uint8
}

// At returns the value at a picture position, 0 outside.
func (m *Mask) At(p Pixel) uint8 {
	x, y := int(p.U+0.5)/m.Step, int(p.V+0.5)/m.Step
	if p.U < -0.5 || p.V < -0.5 || x >= m.Size.Width || y >= m.Size.Height {
		return 0
	}
	return m.Cells[y*m.Size.Width+x]
}

// Sight is all that the eye says about one frame.
type Sight struct {
	Frame  int
	At     time.Duration
	Clock  time.Time
	Size   Size // of the picture
	Bodies []Body
	// Glance tells that nobody was looked for in this frame: that there are no
	// bodies says nothing.
	Glance bool
	// Unchanged tells of a glance that the picture is still that of the last
	// look.
	Unchanged bool
	// Gap is how far apart pictures may come from now on, since nothing has changed
	// for a while; 0: every one is wanted.
	Gap time.Duration
	// Foreground is what differs from the empty room; nil until the empty
	// room is known.
	Foreground *Mask
	// LightChanged tells that the light has changed in the last few seconds.
	LightChanged bool
	// CameraMoved tells that the room's things are not where they were when the
	// empty room was learned; Shift is how far they have gone since, in px, zero
	// where that could not be measured.
	CameraMoved bool
	Shift       Pixel
	// CameraFollowed tells that the camera was turned just now, and that the floor
	// has followed it; Shift is how far.
	CameraFollowed bool
	// RibbonsSought tells that newly laid ribbons are being looked for,
	// RibbonsLaid that some were found just now, and RibbonsFailed that the search
	// failed and they are as they were.
	RibbonsSought, RibbonsLaid, RibbonsFailed bool
	// Blind tells that there was no picture to look at: nobody could be seen,
	// so that it says nothing about who is there. Trouble is the frame's.
	Blind   bool
	Trouble Trouble
	// Spent is how long each stage took, by name.
	Spent map[string]time.Duration
}

// Expect tells the eye where people are thought to be, so that it can look
// there more closely.
type Expect struct {
	Boxes []Box // px, one per known person
	// Upright are those of people on their feet, whom a finer look places better.
	Upright []Box
	// Unsure tells that somebody may have come or gone: it takes more than one
	// look to be sure.
	Unsure bool
}
