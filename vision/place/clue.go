package place

import (
	"math"

	"nabij/vision"
)

// clue is one piece of evidence in the picture: where a part was seen, with
// standard deviations in px. A part that was not seen has no clue.
type clue struct {
	part           part
	at             vision.Pixel
	sigmaU, sigmaV float64
}

// joints of each part, of a span the left one and the right one; crown and sole
// are the box's.
var jointsOf = [partCount][]vision.Joint{
	hips:      {vision.LeftHip, vision.RightHip},
	shoulders: {vision.LeftShoulder, vision.RightShoulder},
	head:      {vision.Nose, vision.LeftEye, vision.RightEye, vision.LeftEar, vision.RightEar},
	knees:     {vision.LeftKnee, vision.RightKnee},
	ankles:    {vision.LeftAnkle, vision.RightAnkle},

	shoulderSpan: {vision.LeftShoulder, vision.RightShoulder},
	hipSpan:      {vision.LeftHip, vision.RightHip},
}

const (
	// A joint of this score is as exact as one gets; below it the noise grows
	// in proportion, to at most eight times.
	clearScore = 0.4
	// Ankles of a lower score are hidden.
	hiddenScore = 0.2
	// Joint noise of a clear joint: a share of the body's size in the picture,
	// and never less than the network's own grid allows.
	jointShare  = 0.015
	leastNoise  = 1.0 // px, in a picture of 480 rows
	edgeMargin  = 3.0 // px from the picture's edge within which a box is cut
	rowsOfNoise = 480.0
)

// cluesOf lists what a body in a picture of the given size says.
func cluesOf(b *vision.Body, size vision.Size) []clue {
	clues := make([]clue, 0, partCount)
	scale := leastNoise * float64(size.Height) / rowsOfNoise
	noise := max(scale, jointShare*max(b.Box.Height, b.Box.Width))
	for p := hips; p < partCount; p++ {
		if jointsOf[p] != nil {
			clues = append(clues, jointClue(b, p, noise))
		}
	}
	if b.Box.Top > edgeMargin {
		clues = append(clues, edgeClue(b, crown, b.Box.Top, noise))
	}
	// Of hidden feet the box's lower edge says nothing: it is that of a chair.
	_, feet := middle(b, jointsOf[ankles])
	if b.Box.Bottom() < float64(size.Height)-edgeMargin && feet > hiddenScore {
		vague := max(1, clearScore/feet)
		clues = append(clues, edgeClue(b, sole, b.Box.Bottom(), vague*vague*noise))
	}
	return clues
}

// jointClue is the middle of a part's joints, or how far the left one is from the
// right one.
func jointClue(b *vision.Body, p part, noise float64) clue {
	joints := jointsOf[p]
	at, score := middle(b, joints)
	sigma := max(noise, noise*min(8, clearScore/max(score, 1e-3)))
	if p.span() {
		at, sigma = b.Joints[joints[0]].At.Sub(b.Joints[joints[1]].At), math.Sqrt2*sigma
	}
	return clue{p, at, sigma, sigma}
}

// edgeClue is an edge of the box, which is a line: it says a height, hardly a side.
func edgeClue(b *vision.Body, p part, v, sigma float64) clue {
	return clue{p, vision.Pixel{U: b.Box.Centre().U, V: v}, b.Box.Width / 3, sigma}
}

// middle is the mean position of joints, weighted by their scores for more than
// two, and the mean score. Two joints are a left and a right one: their middle is
// the part, whichever is clearer.
func middle(b *vision.Body, joints []vision.Joint) (vision.Pixel, float64) {
	var at vision.Pixel
	var weights, scores float64
	for _, j := range joints {
		k := b.Joints[j]
		w := 1.0
		if len(joints) > 2 {
			w = k.Score + 1e-3
		}
		at.U += w * k.At.U
		at.V += w * k.At.V
		weights += w
		scores += k.Score
	}
	return vision.Pixel{U: at.U / weights, V: at.V / weights}, scores / float64(len(joints))
}
