package ribbon

import (
	"math"
	"slices"
	"testing"

	"nabij/vision/floor"
)

func ring(name, colour string, x, y, radius float64) floor.Zone {
	z := floor.Zone{Name: name, Color: colour, Kind: floor.Ribbon, Closed: true, WidthM: 0.03}
	for i := range 60 {
		sin, cos := math.Sincos(float64(i) * math.Pi / 30)
		z.Outline = append(z.Outline, floor.Point{X: x + radius*cos, Y: y + radius*sin})
	}
	return z
}

// arc is the part of a ring that is left when some of it is hidden.
func arc(z floor.Zone, from, to int) floor.Zone {
	z.Closed, z.Outline = false, z.Outline[from:to]
	return z
}

func TestRenew(t *testing.T) {
	all := func(floor.Point) bool { return true }
	left := func(p floor.Point) bool { return p.X < 2.2 }
	red, blue := ring("veilig", "red", 2, 2, 0.6), ring("B1", "blue", 3.5, 3, 0.5)
	nudged := ring("R1", "red", 2.01, 2.01, 0.6)
	for _, test := range []struct {
		name                      string
		found, known              []floor.Zone
		seen                      func(floor.Point) bool
		new, moved, taken, hidden []string
		zones                     int
	}{
		{"all as it was", []floor.Zone{nudged, blue}, []floor.Zone{red, blue}, all, nil, nil, nil, nil, 2},
		{"one more", []floor.Zone{nudged, ring("R2", "red", 3.5, 3, 0.4)}, []floor.Zone{red}, all, []string{"R2"}, nil, nil, nil, 2},
		{"the first ones", []floor.Zone{nudged, blue}, nil, all, []string{"R1", "B1"}, nil, nil, nil, 2},
		{"moved by a step", []floor.Zone{ring("R1", "red", 2.4, 2.1, 0.6)}, []floor.Zone{red}, all, nil, []string{"veilig"}, nil, nil, 1},
		{"made smaller", []floor.Zone{ring("R1", "red", 2, 2, 0.4)}, []floor.Zone{red}, all, nil, []string{"veilig"}, nil, nil, 1},
		{"taken away", []floor.Zone{blue}, []floor.Zone{red, blue}, all, nil, nil, []string{"veilig"}, nil, 1},
		{"somebody stands before half of it", []floor.Zone{arc(nudged, 12, 48)}, []floor.Zone{red}, left, nil, nil, nil, nil, 1},
		{"somebody stands before all of it", nil, []floor.Zone{blue}, left, nil, nil, nil, []string{"B1"}, 1},
		{"a name that is taken", []floor.Zone{blue, ring("B1", "blue", 1, 4, 0.4)}, []floor.Zone{blue}, all, []string{"B2"}, nil, nil, nil, 2},
	} {
		r := Renew(test.found, test.known, test.seen, false)
		if !slices.Equal(r.New, test.new) || !slices.Equal(r.Moved, test.moved) || !slices.Equal(r.Taken, test.taken) ||
			!slices.Equal(r.Hidden, test.hidden) || len(r.Zones) != test.zones {
			t.Errorf("%s: new %v, moved %v, taken %v, hidden %v, %d zones", test.name, r.New, r.Moved, r.Taken, r.Hidden, len(r.Zones))
		}
		if r.Changed() != (len(test.new)+len(test.moved)+len(test.taken) > 0) {
			t.Errorf("%s: changed %v", test.name, r.Changed())
		}
		names := map[string]bool{}
		for _, z := range r.Zones {
			if names[z.Name] {
				t.Errorf("%s: two zones are called %s", test.name, z.Name)
			}
			names[z.Name] = true
		}
	}
	// Half of a new ring is behind somebody: it waits, and so does one that may
	// have been moved.
	half := arc(ring("R1", "red", 2.2, 3.5, 0.6), 15, 45)
	if r := Renew([]floor.Zone{half}, nil, left, false); r.Changed() || r.Waiting != 1 || len(r.Zones) > 0 {
		t.Errorf("half of a new ribbon: %+v", r)
	}
	if r := Renew([]floor.Zone{half}, nil, left, true); len(r.New) != 1 || r.Waiting != 0 {
		t.Errorf("half of a new ribbon, at last: %+v", r)
	}
	step := arc(ring("R1", "red", 2.2, 2.3, 0.6), 15, 45)
	if r := Renew([]floor.Zone{step}, []floor.Zone{red}, left, false); r.Changed() || r.Waiting != 1 || len(r.Zones) != 1 {
		t.Errorf("half of a moved ribbon: %+v", r)
	}
	// What lies as it lay keeps its outline to the last bit.
	if r := Renew([]floor.Zone{nudged}, []floor.Zone{red}, all, false); r.Zones[0].Outline[3] != red.Outline[3] || r.Zones[0].Name != "veilig" {
		t.Error("a ribbon that was not touched has another outline")
	}
}
