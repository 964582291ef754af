package floor

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"nabij/vision"
)

// readPoints reads a table of u_px,v_px,x_m,y_m.
func readPoints(t *testing.T, path ...string) []Correspondence {
	t.Helper()
	file, err := os.Open(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var points []Correspondence
	for _, row := range rows[1:] {
		var v [4]float64
		for i := range v {
			if v[i], err = strconv.ParseFloat(row[i], 64); err != nil {
				t.Fatal(err)
			}
		}
		points = append(points, Correspondence{Picture: vision.Pixel{U: v[0], V: v[1]}, Floor: Point{v[2], v[3]}})
	}
	return points
}

// rmsAgainst returns the root mean squared error over the truth and what the
// floor itself says that it should be, in metres.
func rmsAgainst(t *testing.T, f *Floor, truth []Correspondence) (errM, statedM float64) {
	t.Helper()
	for _, p := range truth {
		place, err := f.ToFloor(p.Picture, vision.PixelCov{}, 0)
		if err != nil {
			t.Fatal(err)
		}
		errM += sq(place.At.Distance(p.Floor)) / float64(len(truth))
		statedM += (place.Cov.XX + place.Cov.YY) / float64(len(truth))
	}
	return math.Sqrt(errM), math.Sqrt(statedM)
}

func TestRenderedRooms(t *testing.T) {
	small := vision.Size{Width: 640, Height: 480}
	lens := &Lens{FX: 381.36, FY: 381.36, CX: 319.5, CY: 239.5, K1: -0.2, K2: 0.05, P1: 0.0005, P2: -0.0004}
	for _, room := range []struct {
		name string
		size vision.Size
		lens *Lens
	}{
		{"s1-wood-curled", small, nil},
		{"s2-carpet-chairs", small, nil},
		{"s4-wood-four", small, lens},
		{"s6-tiles-hd", vision.Size{Width: 1280, Height: 720}, nil},
	} {
		t.Run(room.name, func(t *testing.T) {
			dir := filepath.Join("testdata", "rooms", room.name)
			f, err := Solve(room.size, room.lens, readPoints(t, dir, "points.csv"))
			if err != nil {
				t.Fatal(err)
			}
			rms, stated := rmsAgainst(t, f, readPoints(t, dir, "floor.csv"))
			t.Logf("%.2f cm, stated %.2f cm", 100*rms, 100*stated)
			if rms > 0.015 {
				t.Errorf("floor is %.2f cm off, want at most 1.5", 100*rms)
			}
		})
	}
}
