package camera

import (
	"hash/fnv"
	"time"

	"nabij/vision"
)

// When something counts as the matter. All but slow are below the two seconds
// within which it must be said, by more than a beat.
const (
	stillAfter = 1500 * time.Millisecond
	darkAfter  = time.Second
	slowWithin = 1200 * time.Millisecond
	noteLasts  = 3 * time.Second // of what happened in an instant
	// The clock may be drawn this far without being set: by NTP, slowly.
	clockLeap = time.Second
)

// Rates in Hz: few pictures are few where there were many before.
const (
	usualRate = 12
	slowRate  = 7
	againRate = 10
)

// judge tells by clock and content what is the matter with the pictures of
// one camera. The zero value knows nothing yet.
type judge struct {
	size vision.Size // of the pictures; empty: whatever comes first

	sum      uint64
	repeated time.Duration // since when the same picture came
	dark     time.Duration // since when all was black
	isDark   bool
	tear     tear

	counts []count // of the last slowWithin
	usual  bool    // there were usualRate pictures in a second once
	slow   bool

	grey []uint8
}

// count is how many pictures the camera had given at a time.
type count struct {
	at     time.Duration
	number int
}

// see takes a picture that came at a time, the camera's number-th.
func (j *judge) see(at time.Duration, number int, p vision.Picture) vision.Trouble {
	j.countRate(at, number)
	size := p.Size()
	if j.size.Empty() {
		j.size = size
	}
	if size != j.size {
		return vision.CameraResized
	}
	s, ok := p.(Sampled)
	if !ok {
		return j.pace()
	}
	j.grey = s.Grey(columns, rows, j.grey[:0])
	if len(j.grey) != columns*rows {
		return j.pace()
	}
	black := j.black(at)
	switch {
	case black && at-j.dark >= darkAfter:
		return vision.CameraDark
	case !black && j.same(at) >= stillAfter:
		return vision.CameraStill
	case !black && j.tear.see(at, j.grey):
		return vision.CameraTorn
	}
	return j.pace()
}

// pace is the trouble of pictures with which nothing else is the matter.
func (j *judge) pace() vision.Trouble {
	if j.slow {
		return vision.CameraSlow
	}
	return ""
}

// same is for how long the picture has been the very same.
func (j *judge) same(at time.Duration) time.Duration {
	hash := fnv.New64a()
	hash.Write(j.grey)
	if sum := hash.Sum64(); sum != j.sum {
		j.sum, j.repeated = sum, at
	}
	return at - j.repeated
}

// What is black: less than blackMean on average, with hardly anything above
// blackMost, of 255. A room with the curtains drawn is several times that.
const (
	blackMean = 12
	blackMost = 30
)

// black reports whether the picture is, and notes since when.
func (j *judge) black(at time.Duration) bool {
	sum, bright := 0, 0
	for _, v := range j.grey {
		sum += int(v)
		if v > blackMost {
			bright++
		}
	}
	now := sum < blackMean*len(j.grey) && bright*100 < len(j.grey)
	if now && !j.isDark {
		j.dark = at
	}
	j.isDark = now
	return now
}

// countRate follows how many pictures come.
func (j *judge) countRate(at time.Duration, number int) {
	if n := len(j.counts); n > 0 && at-j.counts[n-1].at > slowWithin {
		j.counts = nil // nothing came, or nobody looked: that is not few
	}
	j.counts = append(j.counts, count{at, number})
	for len(j.counts) > 2 && at-j.counts[1].at >= slowWithin {
		j.counts = j.counts[1:]
	}
	first := j.counts[0]
	span := at - first.at
	if span < slowWithin {
		return
	}
	rate := float64(number-first.number) / span.Seconds()
	j.usual = j.usual || rate >= usualRate
	switch {
	case j.usual && rate < slowRate:
		j.slow = true
	case rate >= againRate:
		j.slow = false
	}
}

// resume goes on with a camera that was opened again. How pictures came before
// says nothing of how they come now; what they held does: opening a frozen
// camera anew need not have helped.
func (j *judge) resume() {
	j.counts, j.slow, j.tear = nil, false, tear{}
}
