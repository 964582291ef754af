package opencv

import (
	"math"
	"time"

	"nabij/vision"
)

// finer remembers what finer looks at people who stand far away made of them. Of
// somebody who is small in the network's input the joints are off, by much the same
// for as long as she keeps still: one finer look in a while puts all those between
// right. Whoever sits or is curled up is found no better, or worse, when she fills
// the input: that was measured, and it is left to who knows her posture to say so.
type finer struct{ looks []finerLook }

// finerLook is a body as the whole picture and as a finer look showed it.
type finerLook struct {
	coarse, fine vision.Body
	at           time.Duration
}

const (
	// Up to this height in the network's input somebody is looked at more finely.
	finerPx   = 110.0
	finerTall = 2.0
	// A finer look is made this often, and holds for so long, for somebody whose
	// box is still the same.
	finerEvery = time.Second
	finerHolds = 2 * time.Second
	stillSame  = 0.85 // IoU
	// Both looks show one body when their boxes and trunks agree as well as this.
	finerSame  = 0.6 // IoU
	finerTrunk = 0.1 // of the longer side
	finerLess  = 0.2 // of the score
)

// due returns the body that is to be looked at more finely now: upright, small,
// and not looked at for longer than any other. Scale is px of the network's input
// per px of the picture.
func (f *finer) due(found []vision.Body, upright []vision.Box, scale float64, now time.Duration) (which int, ok bool) {
	oldest := now - finerEvery
	for i := range found {
		b := &found[i]
		if scale*b.Box.Height > finerPx || !stands(b, upright) {
			continue
		}
		last, held := f.of(b, now)
		if !held {
			return i, true
		}
		if last.at <= oldest {
			which, ok, oldest = i, true, last.at
		}
	}
	return which, ok
}

// stands reports whether a body is where somebody upright is expected, and has not
// begun to get down: then it is still at least so many times as high as wide.
func stands(b *vision.Body, upright []vision.Box) bool {
	return !b.Closer && b.Box.Height >= finerTall*b.Box.Width && isExpected(b.Box, upright)
}

// of returns the last finer look at a body that has kept still since.
func (f *finer) of(b *vision.Body, now time.Duration) (last *finerLook, ok bool) {
	for i := len(f.looks) - 1; i >= 0; i-- {
		if l := &f.looks[i]; now-l.at <= finerHolds && l.coarse.Box.IoU(b.Box) >= stillSame {
			return l, true
		}
	}
	return nil, false
}

// take remembers what a finer look at a body showed: nothing new, if it does not
// show the same body.
func (f *finer) take(coarse vision.Body, shown []vision.Body, now time.Duration) {
	kept := f.looks[:0]
	for _, l := range f.looks {
		if now-l.at <= finerHolds {
			kept = append(kept, l)
		}
	}
	look := finerLook{coarse, coarse, now}
	for _, fine := range shown {
		if fine.Box.IoU(coarse.Box) >= finerSame && fine.Score >= coarse.Score-finerLess &&
			trunkOff(&coarse, &fine) < finerTrunk*max(coarse.Box.Width, coarse.Box.Height) {
			look.fine = fine
			break
		}
	}
	f.looks = append(kept, look)
}

// trunkOff is how far apart the middles of shoulders and hips are, in px: from afar
// left and right are often exchanged, which is no matter.
func trunkOff(a, b *vision.Body) (off float64) {
	for _, pair := range [...][2]vision.Joint{{vision.LeftShoulder, vision.RightShoulder}, {vision.LeftHip, vision.RightHip}} {
		left, right := pair[0], pair[1]
		u := a.Joints[left].At.U + a.Joints[right].At.U - b.Joints[left].At.U - b.Joints[right].At.U
		v := a.Joints[left].At.V + a.Joints[right].At.V - b.Joints[left].At.V - b.Joints[right].At.V
		off += math.Hypot(u/2, v/2) / 2
	}
	return off
}

// refine puts the bodies of upright people where their finer looks had them.
func (f *finer) refine(found []vision.Body, upright []vision.Box, now time.Duration) {
	for i := range found {
		b := &found[i]
		if last, ok := f.of(b, now); ok && stands(b, upright) {
			last.apply(b)
		}
	}
}

// apply moves a body as the finer look was off from the coarse one.
func (l *finerLook) apply(b *vision.Body) {
	for j := range b.Joints {
		off := l.fine.Joints[j].At.Sub(l.coarse.Joints[j].At)
		b.Joints[j].At.U += off.U
		b.Joints[j].At.V += off.V
		b.Joints[j].Score = l.fine.Joints[j].Score
	}
	b.Box.Left += l.fine.Box.Left - l.coarse.Box.Left
	b.Box.Top += l.fine.Box.Top - l.coarse.Box.Top
	b.Box.Width += l.fine.Box.Width - l.coarse.Box.Width
	b.Box.Height += l.fine.Box.Height - l.coarse.Box.Height
}
