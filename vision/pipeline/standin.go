package pipeline

import (
	"math"

	"nabij/vision"
	"nabij/vision/floor"
)

// StandIn is a floor guessed for a picture whose room is not known: an ordinary
// webcam at 1.7 m that looks a little downwards. People can be followed on it,
// but its metres are nobody's metres: no place on it may be told.
func StandIn(size vision.Size) (*floor.Floor, error) {
	focal := standInFocal * float64(size.Width)
	lens := &floor.Lens{FX: focal, FY: focal, CX: float64(size.Width-1) / 2, CY: float64(size.Height-1) / 2}
	eye := floor.Vec3{Z: standInHeightM}
	ahead := floor.Vec3{Y: math.Cos(standInTilt), Z: standInHeightM - math.Sin(standInTilt)}
	camera := floor.NewCamera(*lens, floor.LookAt(eye, ahead, 0), eye)
	var points []floor.Correspondence
	for _, p := range []floor.Point{{X: -1, Y: 2}, {X: 1, Y: 2}, {X: 2, Y: 5}, {X: -2, Y: 5}, {X: 0, Y: 3.5}} {
		px, ok := camera.Project(floor.Vec3{X: p.X, Y: p.Y})
		if ok && px.U >= 0 && px.V >= 0 && px.U < float64(size.Width) && px.V < float64(size.Height) {
			points = append(points, floor.Correspondence{Picture: px, Floor: p})
		}
	}
	return floor.Solve(size, lens, points)
}

const (
	standInFocal   = 0.75 // of the picture's width: 67° wide
	standInHeightM = 1.7
	standInTilt    = 0.35 // rad, downwards
)
