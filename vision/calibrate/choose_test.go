package calibrate

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"nabij/vision"
	"nabij/vision/floor"
)

// decoys are white things that are no sheets of A4 on the floor: a door,
// things on the far wall, a mat, a sheet of A5.
func decoys(r *rand.Rand, c *floor.Camera) (quads []Quad) {
	upright := func(x, z, wide, high float64) (corners [4]floor.Vec3) {
		for k, d := range [4][2]float64{{0, 0}, {wide, 0}, {wide, high}, {0, high}} {
			corners[k] = floor.Vec3{X: x + d[0], Y: 5, Z: z + d[1]}
		}
		return corners
	}
	flat := func(x, y, long, short float64) (corners [4]floor.Vec3) {
		for k, p := range sheetAt(r, floor.Point{X: x, Y: y}, r.Float64(), long, short) {
			corners[k] = floor.Vec3{X: p.X, Y: p.Y}
		}
		return corners
	}
	in := vision.Box{Left: 3, Top: 3, Width: float64(hd.Width) - 6, Height: float64(hd.Height) - 6}
	for _, thing := range [][4]floor.Vec3{
		upright(1, 0, 0.8, 1.6), upright(2.2, 1.1, 0.4, 0.3), upright(3, 0.2, 0.297, 0.21), flat(2.3, 3, 0.8, 0.5), flat(2.6, 2, 0.21, 0.148),
		upright(1.5, 0.1, 0.4, 0.3), upright(2.4, 0, 0.35, 0.6),
	} {
		var q Quad
		whole := true
		for k, p := range thing {
			px, ok := c.Project(p)
			whole = whole && ok && in.Contains(px)
			q[k] = vision.Pixel{U: px.U + 0.3*r.NormFloat64(), V: px.V + 0.3*r.NormFloat64()}
		}
		if whole {
			quads = append(quads, q)
		}
	}
	return quads
}

func TestChooseSheetsLeavesOutOtherThings(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for round := range 12 {
		n := 3 + round%4
		c := webcam(r)
		sheets := scatter(r, &c, n)
		quads, _ := shown(r, &c, sheets, 0.3)
		quads = append(decoys(r, &c), quads...)
		first := len(quads) - n
		order := r.Perm(len(quads))
		mixed := make([]Quad, len(quads))
		for to, from := range order {
			mixed[to] = quads[from]
		}
		laid, chosen, err := ChooseSheets(hd, nil, mixed)
		if err != nil {
			t.Errorf("%d sheets: %v", n, err)
			continue
		}
		var got []int
		for k, i := range chosen {
			got = append(got, order[i])
			if !slices.Contains(mixed[i][:], laid.Sheets[k].Seen[0]) {
				t.Errorf("sheet %d is not the quad that it is said to be", k)
			}
		}
		slices.Sort(got)
		for k, i := range got {
			if i != first+k || len(got) != n {
				t.Errorf("%d sheets from number %d: chose %v", n, first, got)
				break
			}
		}
		if at4, _ := bentM(t, laid.Floor, &c); at4 > 0.04 {
			t.Errorf("%d sheets: %.1f cm off at 4 m", n, 100*at4)
		}
	}
}

func TestChooseSheetsRefuses(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	c := webcam(r)
	sheets := scatter(r, &c, 3)
	good, _ := shown(r, &c, sheets, 0.2)
	others := decoys(r, &c)
	if len(others) < 3 {
		t.Fatal("the other things are not in view")
	}
	for _, test := range []struct {
		name  string
		quads []Quad
		fault floor.Fault
	}{
		{"nothing", nil, floor.TooFew},
		{"two", good[:2], floor.TooFew},
		{"two and what is too small", append([]Quad{{{U: 9, V: 9}, {U: 12, V: 9}, {U: 12, V: 12}, {U: 9, V: 12}}}, good[:2]...), floor.TooFew},
		{"other things", others, floor.NotSheet},
		{"two among other things", append(slices.Clone(others), good[:2]...), floor.NotSheet},
	} {
		laid, _, err := ChooseSheets(hd, nil, test.quads)
		var refused *floor.Error
		if !errors.As(err, &refused) || refused.Fault != test.fault || refused.Hint() == "" {
			t.Errorf("%s: got %v, %v, want %q", test.name, laid, err, test.fault)
		}
	}
}
