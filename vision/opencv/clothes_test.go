package opencv

import (
	"math"
	"testing"

	"nabij/vision"
)

// dressed returns a picture of a body with a plain shirt and trousers.
func dressed(shirt, trousers [3]uint8) ([]byte, vision.Size, *vision.Body) {
	size := vision.Size{Width: 40, Height: 100}
	bgr := make([]byte, 3*size.Width*size.Height)
	for i := range size.Width * size.Height {
		colour := shirt
		if i/size.Width >= 50 {
			colour = trousers
		}
		copy(bgr[3*i:], colour[:])
	}
	body := &vision.Body{Box: vision.Box{Width: 40, Height: 100}}
	for joint, at := range map[vision.Joint]vision.Pixel{
		vision.LeftShoulder: {U: 10, V: 20}, vision.RightShoulder: {U: 30, V: 20},
		vision.LeftHip: {U: 12, V: 49}, vision.RightHip: {U: 28, V: 49},
		vision.LeftKnee: {U: 12, V: 75}, vision.RightKnee: {U: 28, V: 75},
	} {
		body.Joints[joint] = vision.Keypoint{At: at, Score: 0.9}
	}
	return bgr, size, body
}

// alike is the Bhattacharyya coefficient of two histograms, 0 to 1.
func alike(a, b [vision.ColourBins]float32) (sum float64) {
	for i := range a {
		sum += math.Sqrt(float64(a[i]) * float64(b[i]))
	}
	return sum
}

func TestClothesTellUpperFromLower(t *testing.T) {
	red, blue, black := [3]uint8{30, 30, 200}, [3]uint8{200, 60, 30}, [3]uint8{15, 15, 15}
	one := clothes(dressed(red, blue))
	other := clothes(dressed(red, black))
	for name, half := range map[string][vision.ColourBins]float32{"upper": one.Upper, "lower": one.Lower} {
		sum := 0.0
		for _, part := range half {
			sum += float64(part)
		}
		if math.Abs(sum-1) > 1e-4 {
			t.Errorf("%s sums to %v", name, sum)
		}
	}
	if same := alike(one.Upper, other.Upper); same < 0.99 {
		t.Errorf("the same shirt: %v", same)
	}
	if same := alike(one.Lower, other.Lower); same > 0.2 {
		t.Errorf("blue and black trousers: %v", same)
	}
}

func TestClothesWithoutJointsOrPicture(t *testing.T) {
	bgr, size, body := dressed([3]uint8{30, 30, 200}, [3]uint8{200, 60, 30})
	with := clothes(bgr, size, body)
	body.Joints = [vision.JointCount]vision.Keypoint{}
	if without := clothes(bgr, size, body); alike(with.Upper, without.Upper) < 0.99 || alike(with.Lower, without.Lower) < 0.99 {
		t.Error("the box alone shows other clothes")
	}
	body.Box = vision.Box{Left: 500, Top: 500, Width: 10, Height: 10}
	if clothes(bgr, size, body) != nil {
		t.Error("clothes outside the picture")
	}
}

func TestBinsOfColours(t *testing.T) {
	seen := map[int]bool{}
	for r := 0; r < 256; r += 5 {
		for g := 0; g < 256; g += 5 {
			for b := 0; b < 256; b += 5 {
				i := bin(uint8(r), uint8(g), uint8(b))
				if i < 0 || i >= vision.ColourBins {
					t.Fatalf("bin %d for %d %d %d", i, r, g, b)
				}
				seen[i] = true
			}
		}
	}
	if len(seen) != vision.ColourBins {
		t.Errorf("%d of %d bins are ever used", len(seen), vision.ColourBins)
	}
	if bin(250, 20, 20) != bin(250, 10, 30) || bin(250, 20, 20) == bin(20, 250, 20) {
		t.Error("hues are not kept apart")
	}
}
