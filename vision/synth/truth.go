package synth

import (
	"encoding/csv"
	"io"
	"strconv"
	"time"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/scene"
)

// Truth is what is so about one person in one frame.
type Truth struct {
	Frame       int
	At          time.Duration
	Person      string
	Place       floor.Point // below mid-hip, m
	Feet        floor.Point // between the ankles, m
	Posture     scene.Posture
	Changing    bool    // on the way from another posture
	HeightM     float64 // the body's highest point
	Visible     float64 // share of the body that the picture shows, 0 to 1
	FeetVisible float64 // the same of the feet
	Box         vision.Box
	Joints      [vision.JointCount]floor.Vec3 // m, in the room
	// Pixels is where the joints are in the picture, or would be beyond its
	// edge, and InFront which of them the camera has before it at all.
	Pixels  [vision.JointCount]vision.Pixel
	InFront [vision.JointCount]bool
	// Hidden tells which joints something stands in front of, or the picture
	// does not show.
	Hidden [vision.JointCount]bool
}

// Facing returns where the body faces, of unit length over the floor: to the right
// of the line from its right hip to its left one.
func (t *Truth) Facing() floor.Point {
	across := t.Joints[vision.LeftHip].Sub(t.Joints[vision.RightHip]).Unit()
	return floor.Point{X: across.Y, Y: -across.X}
}

// Truth returns the truth about everybody who is there in a frame, in the
// order of the script's people. Box is of zero size for who is not to be seen.
func (s *Script) Truth(frame int) []Truth {
	truths, _ := s.look(frame)
	return truths
}

// WriteTruth writes rows with the bench's columns (truth.csv). A changing
// posture is written as "posture:moving".
func WriteTruth(w io.Writer, rows []Truth) error {
	out := csv.NewWriter(w)
	out.Write([]string{"frame", "time_s", "person", "x_m", "y_m", "feet_x_m", "feet_y_m", "posture", "height_m",
		"visible", "feet_visible", "left_px", "top_px", "width_px", "height_px"})
	num := func(f float64, digits int) string { return strconv.FormatFloat(f, 'f', digits, 64) }
	for _, t := range rows {
		posture := string(t.Posture)
		if t.Changing {
			posture += ":moving"
		}
		out.Write([]string{strconv.Itoa(t.Frame), num(t.At.Seconds(), 3), t.Person, num(t.Place.X, 4), num(t.Place.Y, 4),
			num(t.Feet.X, 4), num(t.Feet.Y, 4), posture, num(t.HeightM, 4), num(t.Visible, 3), num(t.FeetVisible, 3),
			num(t.Box.Left, 1), num(t.Box.Top, 1), num(t.Box.Width, 1), num(t.Box.Height, 1)})
	}
	out.Flush()
	return out.Error()
}
