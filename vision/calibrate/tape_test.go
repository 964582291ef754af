package calibrate

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"nabij/vision"
	"nabij/vision/floor"
)

// A measured length between the two sheets that are farthest apart makes the
// floor better where three sheets alone leave it unsure.
func TestTapeTightensTheScale(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 1))
	var plain, taped float64
	const rounds = 12
	for range rounds {
		c := webcam(r)
		sheets := scatter(r, &c, 3)
		quads, _ := shown(r, &c, sheets, 0.4)
		middle := func(i int) floor.Point { return sheets[i][0].Add(sheets[i][2]).Scale(0.5) }
		tape := Tape{A: 0, B: 1, LengthM: middle(0).Distance(middle(1)) + 0.003*r.NormFloat64()}
		without, err := FromSheets(hd, nil, quads)
		if err != nil {
			t.Fatal(err)
		}
		with, err := FromSheets(hd, nil, quads, tape)
		if err != nil {
			t.Fatal(err)
		}
		_, a := bentM(t, without.Floor, &c)
		_, b := bentM(t, with.Floor, &c)
		plain, taped = plain+a*a/rounds, taped+b*b/rounds
		if off := with.Sheets[0].Centre.Distance(with.Sheets[1].Centre) - tape.LengthM; math.Abs(off) > 0.02 {
			t.Errorf("the sheets lie %.1f cm further apart than measured", 100*off)
		}
	}
	t.Logf("three sheets: %.2f cm off over the floor, with a tape %.2f", 100*math.Sqrt(plain), 100*math.Sqrt(taped))
	if taped > 0.8*plain {
		t.Errorf("the tape did not help: %.2f cm off, without it %.2f", 100*math.Sqrt(taped), 100*math.Sqrt(plain))
	}
}

func TestTapeRefused(t *testing.T) {
	r := rand.New(rand.NewPCG(32, 1))
	c := webcam(r)
	sheets := scatter(r, &c, 3)
	quads, _ := shown(r, &c, sheets, 0.2)
	long := sheets[0][0].Distance(sheets[1][0])
	for name, tape := range map[string]Tape{
		"no sheet": {0, 3, long}, "itself": {1, 1, long}, "below": {-1, 0, long},
		"centimetres": {0, 1, 100 * long}, "no number": {0, 1, math.NaN()}, "a metre wrong": {0, 1, long + 1},
	} {
		_, err := FromSheets(hd, nil, quads, tape)
		var refused *floor.Error
		if !errors.As(err, &refused) || refused.Hint() == "" {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestTestOfAFloor(t *testing.T) {
	r := rand.New(rand.NewPCG(33, 1))
	surprises := 0
	for range 100 {
		c := webcam(r)
		f := solvedBy(t, &c)
		from, to := floor.Point{X: 2, Y: 1.8}, floor.Point{X: 1.5 + 2*r.Float64(), Y: 2.5 + 2*r.Float64()}
		px, ok := pixelsOf(r, &c, []floor.Point{to}, 0.7)
		if !ok {
			continue
		}
		tested, err := Test(f, from, px[0], from.Distance(to))
		if err != nil {
			t.Fatal(err)
		}
		if tested.Surprising() {
			surprises++
		}
		if wrong, err := Test(f, from, px[0], from.Distance(to)+0.3); err != nil || !wrong.Surprising() || math.Abs(wrong.OffM()+0.3) > 0.1 {
			t.Errorf("30 cm too much: off %.2f, stated %.2f (%v)", wrong.OffM(), wrong.SigmaM, err)
		}
	}
	if surprises > 3 {
		t.Errorf("%d of 100 right distances were surprising", surprises)
	}
	c := webcam(r)
	f := solvedBy(t, &c)
	for name, do := range map[string]func() error{
		"the sky":     func() error { _, err := Test(f, floor.Point{}, vision.Pixel{U: 640, V: -3000}, 2); return err },
		"no number":   func() error { _, err := Test(f, floor.Point{}, vision.Pixel{U: 640, V: 600}, math.NaN()); return err },
		"centimetres": func() error { _, err := Test(f, floor.Point{}, vision.Pixel{U: 640, V: 600}, 240); return err },
		"from nowhere": func() error {
			_, err := Test(f, floor.Point{X: math.Inf(1)}, vision.Pixel{U: 640, V: 600}, 2)
			return err
		},
	} {
		var refused *floor.Error
		if err := do(); !errors.As(err, &refused) || refused.Hint() == "" {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
