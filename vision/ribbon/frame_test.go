package ribbon

import (
	"image"
	"math"
	"math/rand/v2"
	"testing"

	"nabij/vision"
	"nabij/vision/calibrate"
	"nabij/vision/synth"
)

// framed draws a room with a rectangle of ribbon in it.
func framed(t *testing.T, r *rand.Rand) (*synth.Laid, *image.RGBA, [4]vision.Pixel, float64, float64) {
	t.Helper()
	for {
		room := synth.RandomLaid(r)
		wide, deep := 1.4+r.Float64(), 1.2+0.6*r.Float64()
		if corners, ok := room.LayFrame(r, wide, deep, 0.03); ok {
			picture, err := room.Photo()
			if err != nil {
				t.Fatal(err)
			}
			return room, picture, corners, wide, deep
		}
	}
}

func TestFrameOfRibbon(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 8))
	for range 2 {
		room, picture, truth, wide, deep := framed(t, r)
		hand := truth
		for k := range hand {
			hand[k].U, hand[k].V = hand[k].U+8*r.Float64()-4, hand[k].V+8*r.Float64()-4
		}
		corners, sides, err := Frame(picture, hand)
		if err != nil {
			t.Error(err)
			continue
		}
		worst := 0.0
		for k := range corners {
			worst = max(worst, corners[k].Distance(truth[k]))
		}
		if worst > 2.5*float64(room.Size.Width)/640 || len(sides) != 4 {
			t.Errorf("a corner is %.1f px off; %d sides", worst, len(sides))
		}
		q, err := calibrate.FromRectangle(room.Size, nil, calibrate.Rectangle{Corners: corners, FirstM: wide}, sides)
		if err != nil {
			t.Error(err)
			continue
		}
		t.Logf("corners %.2f px off; other side %.3f m, stated to %.3f, want %.3f", worst, q.SecondM, q.FoundSigmaM, deep)
		if math.Abs(q.SecondM-deep) > 3*q.FoundSigmaM+0.02 || math.Abs(q.SecondM-deep) > 0.15 {
			t.Errorf("the other side is %.3f m, stated to %.3f, want %.3f", q.SecondM, q.FoundSigmaM, deep)
		}
	}
}

func TestFrameOfNothing(t *testing.T) {
	bare := image.NewRGBA(image.Rect(0, 0, 640, 480))
	for i := range bare.Pix {
		bare.Pix[i] = 128 | 127*uint8(i%4/3)
	}
	corners := [4]vision.Pixel{{U: 100, V: 400}, {U: 500, V: 400}, {U: 450, V: 250}, {U: 150, V: 250}}
	if _, _, err := Frame(bare, corners); err == nil {
		t.Error("a ribbon was seen on a bare floor")
	}
	if _, _, err := Frame(bare, [4]vision.Pixel{}); err == nil {
		t.Error("a ribbon was seen between one corner and itself")
	}
}
