package floor

import (
	"testing"

	"nabij/vision"
)

// looking is an ordinary webcam at 2 m and eight floor points.
func looking() (Camera, []Correspondence) {
	at := Vec3{2, 0, 2}
	lens := Lens{FX: 400, FY: 400, CX: 319.5, CY: 239.5, K1: -0.2, K2: 0.05}
	c := NewCamera(lens, LookAt(at, Vec3{2, 3, 0}, 0), at)
	return c, spreadOut(seen(&c, vga, 0.3), 8)
}

func BenchmarkSolve(b *testing.B) {
	_, points := looking()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Solve(vga, nil, points); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkToFloor(b *testing.B) {
	_, points := looking()
	f, err := Solve(vga, nil, points)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := f.ToFloor(vision.Pixel{U: 400, V: 300}, vision.Isotropic(2), 0); err != nil {
			b.Fatal(err)
		}
	}
}
