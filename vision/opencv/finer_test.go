package opencv

import (
	"testing"
	"time"

	"nabij/vision"
)

// standing is a body of a height in px, found at a score, whose joints lie off px to
// the right of where they are.
func standing(left, height, score, off float64) vision.Body {
	b := vision.Body{Box: vision.Box{Left: left, Top: 100, Width: 0.4 * height, Height: height}, Score: score}
	for j := range b.Joints {
		b.Joints[j] = vision.Keypoint{At: vision.Pixel{U: left + 0.2*height + off, V: 100 + height*float64(j)/vision.JointCount}, Score: 0.5}
	}
	return b
}

func TestFarUprightPeopleAreDueInTurn(t *testing.T) {
	far, farther, near := standing(100, 130, 0.8, 0), standing(300, 120, 0.8, 0), standing(450, 250, 0.8, 0)
	found := []vision.Body{near, far, farther}
	const scale = 0.6
	upright := []vision.Box{near.Box, far.Box, farther.Box}
	var f finer
	var order []int
	for at := time.Duration(0); at < 3*time.Second; at += 100 * time.Millisecond {
		if i, ok := f.due(found, upright, scale, at); ok {
			order = append(order, i)
			f.take(found[i], nil, at)
		}
	}
	if len(order) != 6 || order[0] != 1 || order[1] != 2 || order[2] != 1 {
		t.Errorf("looked at %v, want each far one once a second", order)
	}
	if i, ok := f.due(found, []vision.Box{near.Box}, scale, 10*time.Second); ok {
		t.Errorf("body %d is due, where nobody far is upright", i)
	}
}

// TestAFinerLookHolds takes a finer look whose joints are 4 px off, and asks for the
// body afterwards: still, walked on, no longer upright, long after.
func TestAFinerLookHolds(t *testing.T) {
	coarse, fine := standing(100, 130, 0.8, 0), standing(100, 130, 0.9, 4)
	var f finer
	f.take(coarse, []vision.Body{standing(180, 130, 0.9, 0), fine}, 0)
	for _, c := range []struct {
		what    string
		body    vision.Body
		upright []vision.Box
		at      time.Duration
		moved   float64
	}{
		{"still", standing(101, 130, 0.8, 0), []vision.Box{coarse.Box}, time.Second, 4},
		{"walked on", standing(120, 130, 0.8, 0), []vision.Box{coarse.Box}, time.Second, 0},
		{"sat down", standing(100, 130, 0.8, 0), nil, time.Second, 0},
		{"long after", standing(100, 130, 0.8, 0), []vision.Box{coarse.Box}, 3 * time.Second, 0},
	} {
		found := []vision.Body{c.body}
		f.refine(found, c.upright, c.at)
		if moved := found[0].Joints[vision.LeftHip].At.U - c.body.Joints[vision.LeftHip].At.U; moved != c.moved {
			t.Errorf("%s: moved by %.1f px, want %.1f", c.what, moved, c.moved)
		}
	}
}

// TestAFinerLookAtAnotherIsNone shows somebody beside, and a body whose trunk lies
// elsewhere.
func TestAFinerLookAtAnotherIsNone(t *testing.T) {
	coarse := standing(100, 130, 0.8, 0)
	for _, other := range []vision.Body{standing(150, 130, 0.9, 0), standing(100, 130, 0.9, 30), standing(100, 130, 0.3, 4)} {
		var f finer
		f.take(coarse, []vision.Body{other}, 0)
		found := []vision.Body{coarse}
		f.refine(found, []vision.Box{coarse.Box}, 0)
		if found[0] != coarse {
			t.Errorf("placed at %v by %v", found[0].Box, other.Box)
		}
	}
}

// TestExchangedSidesAreNoMatter: from afar left and right are often mistaken.
func TestExchangedSidesAreNoMatter(t *testing.T) {
	a, b := standing(100, 130, 0.8, 0), standing(100, 130, 0.8, 0)
	a.Joints[vision.LeftShoulder].At.U += 20
	b.Joints[vision.RightShoulder].At.U += 20
	a.Joints[vision.RightShoulder].At.V = a.Joints[vision.LeftShoulder].At.V
	b.Joints[vision.RightShoulder].At.V = b.Joints[vision.LeftShoulder].At.V
	if off := trunkOff(&a, &b); off > 1e-9 {
		t.Errorf("%.1f px apart", off)
	}
}
