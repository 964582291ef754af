package calibrate

import (
	"errors"
	"math/rand/v2"
	"testing"

	"nabij/vision"
	"nabij/vision/floor"
)

// clicked is the floor of a camera, solved from points of the room's frame.
func clicked(t *testing.T, r *rand.Rand, c *floor.Camera, sigmaPx float64) *floor.Floor {
	t.Helper()
	var points []floor.Correspondence
	for _, p := range []floor.Point{{X: 1, Y: 2}, {X: 2, Y: 1.8}, {X: 3, Y: 2.2}, {X: 1.5, Y: 3}, {X: 2.6, Y: 3.2}, {X: 1.2, Y: 4}, {X: 2, Y: 4.3}, {X: 3, Y: 4.2}} {
		if px, ok := c.Project(floor.Vec3{X: p.X, Y: p.Y}); ok {
			points = append(points, floor.Correspondence{Floor: p, Picture: vision.Pixel{U: px.U + sigmaPx*r.NormFloat64(), V: px.V + sigmaPx*r.NormFloat64()}})
		}
	}
	f, err := floor.Solve(hd, nil, points)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestKeepFrame(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	at := floor.Vec3{X: 2, Z: 2.2}
	lens := floor.Lens{FX: 900, FY: 900, CX: 639.5, CY: 359.5, K1: -0.1, K2: 0.0125}
	c := floor.NewCamera(lens, floor.LookAt(at, floor.Vec3{X: 2.1, Y: 3}, 0), at)
	var sheets [][4]floor.Point
	for _, p := range []floor.Point{{X: 1.6, Y: 2.2}, {X: 2.6, Y: 2.6}, {X: 1.4, Y: 3.6}, {X: 2.4, Y: 4.2}} {
		sheets = append(sheets, sheetAt(r, p, 6*r.Float64(), floor.SheetLongM, floor.SheetShortM))
	}
	quads, ok := shown(r, &c, sheets, 0.2)
	if !ok {
		t.Fatal("a sheet is out of view")
	}
	laid, err := FromSheets(hd, nil, quads)
	if err != nil {
		t.Fatal(err)
	}
	if err := laid.KeepFrame(clicked(t, r, &c, 0.5)); err != nil {
		t.Fatal(err)
	}
	for i, s := range laid.Sheets {
		centre := sheets[i][0].Add(sheets[i][2]).Scale(0.5)
		if off := s.Centre.Distance(centre); off > 0.03 {
			t.Errorf("sheet %d: %.1f cm from where it lies in the room", i, 100*off)
		}
		if d := s.Corners[0].Distance(laid.Points[4*i].Floor); d > 1e-9 {
			t.Errorf("sheet %d and its points are %v m apart", i, d)
		}
	}
	if off := laid.Floor.CameraAt().Sub(at).Norm(); off > 0.06 {
		t.Errorf("camera %.1f cm off", 100*off)
	}

	moved := floor.NewCamera(lens, floor.LookAt(floor.Vec3{X: 2, Z: 1.7}, floor.Vec3{X: 2.1, Y: 3.6}, 0), floor.Vec3{X: 2, Z: 1.7})
	before := *laid
	err = laid.KeepFrame(clicked(t, r, &moved, 0.5))
	var refused *floor.Error
	if !errors.As(err, &refused) || refused.Fault != floor.Misfit || refused.Hint() == "" {
		t.Errorf("after the camera moved: got %v", err)
	}
	if laid.Floor != before.Floor {
		t.Error("a refusal changed the floor")
	}
}
