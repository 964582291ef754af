package floor

import "nabij/vision"

// Lens is a pinhole camera with Brown-Conrady distortion, as in OpenCV
// ("Camera Calibration and 3D Reconstruction"); all in px but the
// coefficients, which have no unit.
type Lens struct {
	FX, FY, CX, CY     float64
	K1, K2, P1, P2, K3 float64
}

// Correspondence is a floor point and where it was seen.
type Correspondence struct {
	Picture vision.Pixel
	Floor   Point
}

// Kind tells a ribbon from a cord.
type Kind string

// The kinds of zone border. A cord is thinner than 15 mm.
const (
	Ribbon Kind = "ribbon"
	Cord   Kind = "cord"
)

// Zone is a piece of floor that a ribbon or cord marks. A closed one has an
// inside; an open one has two sides, left and right, seen along its outline.
type Zone struct {
	Name    string
	Color   string // red orange yellow green blue purple white black, or #rrggbb
	Kind    Kind
	Closed  bool
	WidthM  float64
	Outline []Point // centre line of the ribbon, m
}

// Check is a distance that was measured with a tape to test the floor.
type Check struct {
	At                Point
	MeasuredM, FoundM float64
}

// Landmark is a fixed feature of the room, to notice that the camera moved.
type Landmark struct {
	At         vision.Pixel
	Descriptor []byte // at most 32 bytes, never pixels
}

// Room is what a room file says: the camera, the floor points and the zones.
type Room struct {
	Name      string
	Device    string      // camera's name or number; empty: ask
	Size      vision.Size // px: the pictures that the points were taken in
	Lens      *Lens       // nil: to be solved with the plane
	Points    []Correspondence
	Zones     []Zone
	Checks    []Check
	Landmarks []Landmark
}
