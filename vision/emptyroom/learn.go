package emptyroom

import (
	"math"
	"time"

	"nabij/vision"
)

// model is what the empty room looks like, with the light taken out.
type model struct {
	mean   [3][]float32
	bright []float32 // the mean of the three
	noise  []float32 // standard deviation of the brightness while it was learned
	known  []bool
	// doubted cells were learned while something there looked a little like a
	// body.
	doubted []bool
	count   int // of known cells

	// A cell that is being learned.
	sum     [3][]float32
	squares []float32
	frames  []uint16
	since   []time.Duration
}

func newModel(n int) model {
	m := model{
		bright: make([]float32, n), noise: make([]float32, n), known: make([]bool, n), doubted: make([]bool, n),
		squares: make([]float32, n), frames: make([]uint16, n), since: make([]time.Duration, n),
	}
	for c := range 3 {
		m.mean[c], m.sum[c] = make([]float32, n), make([]float32, n)
	}
	return m
}

const (
	learnAfter  = 900 * time.Millisecond // a second of pictures, at any rate
	learnFrames = 5
	learnStill  = 0.12             // a cell that changes by more starts again
	adaptIn     = 60 * time.Second // what is left of a change goes to a third
)

// learn takes in cells that have stood still, and follows slow changes of
// those that are seen to be empty.
func (r *Room) learn(at, since time.Duration) {
	m := &r.model
	rate := float32(since.Seconds() / adaptIn.Seconds())
	for i := range m.known {
		switch {
		case r.guard[i] == someone:
			m.frames[i] = 0
		case !m.known[i]:
			r.gather(i, at)
		case r.guard[i] == nobody && r.mask[i] < calmBelow:
			for c := range 3 {
				m.mean[c][i] += rate * r.rest[c][i]
			}
			m.bright[i] = (m.mean[0][i] + m.mean[1][i] + m.mean[2][i]) / 3
		}
	}
}

// gather learns one cell.
func (r *Room) gather(i int, at time.Duration) {
	m := &r.model
	var v [3]float32
	for c := range 3 {
		v[c] = r.now[c][i] - r.light.at[c][i]
	}
	bright := (v[0] + v[1] + v[2]) / 3
	if n := float32(m.frames[i]); n > 0 && abs(bright-(m.sum[0][i]+m.sum[1][i]+m.sum[2][i])/(3*n)) > learnStill {
		m.frames[i] = 0
	}
	if m.frames[i] == 0 {
		m.sum[0][i], m.sum[1][i], m.sum[2][i], m.squares[i] = 0, 0, 0, 0
		m.since[i], m.doubted[i] = at, false
	}
	for c := range 3 {
		m.sum[c][i] += v[c]
	}
	m.squares[i] += bright * bright
	m.frames[i]++
	m.doubted[i] = m.doubted[i] || r.guard[i] == perhaps
	if at-m.since[i] >= learnAfter && m.frames[i] >= learnFrames {
		m.settle(i)
	}
}

// settle makes a cell known from what was gathered.
func (m *model) settle(i int) {
	n := float32(m.frames[i])
	for c := range 3 {
		m.mean[c][i] = m.sum[c][i] / n
	}
	m.bright[i] = (m.mean[0][i] + m.mean[1][i] + m.mean[2][i]) / 3
	m.noise[i] = float32(math.Sqrt(float64(max(0, m.squares[i]/n-m.bright[i]*m.bright[i]))))
	m.known[i], m.frames[i] = true, 0
	m.count++
}

// hereBefore is the share of foreground in a person's box below which she was
// there when the room behind her was learned.
const hereBefore = 0.3

// doubt settles what was learned in doubt, once a person has come to be known
// there: if little of her differs from the room, she is part of what was
// learned, and it is forgotten.
func (r *Room) doubt(expected []vision.Box) {
	for _, box := range expected {
		doubted, differs, all := r.doubtedIn(box)
		if doubted == 0 {
			continue
		}
		mistaken := float64(differs) < hereBefore*float64(all)
		r.each(box, func(i int) {
			if r.model.doubted[i] && r.model.known[i] && mistaken {
				r.model.forget(i)
			}
			r.model.doubted[i] = false
		})
	}
}

// doubtedIn counts the cells of a box: known in doubt, foreground, all.
func (r *Room) doubtedIn(box vision.Box) (doubted, differs, all int) {
	r.each(box, func(i int) {
		all++
		if r.model.doubted[i] && r.model.known[i] {
			doubted++
		}
		if r.mask[i] >= calmBelow {
			differs++
		}
	})
	return doubted, differs, all
}

// each visits the cells of a box.
func (r *Room) each(box vision.Box, do func(i int)) {
	left, top, right, bottom := r.grid.span(box)
	for y := top; y < bottom; y++ {
		for x := left; x < right; x++ {
			do(y*r.grid.Size.Width + x)
		}
	}
}

func (m *model) forget(i int) {
	m.known[i], m.doubted[i], m.frames[i] = false, false, 0
	m.count--
}

// carry takes a room that has gone by some cells along: what lies behind
// people is moved, all else is forgotten and learned where it is now.
func (r *Room) carry(by vision.Pixel) {
	m, width, height := &r.model, r.grid.Size.Width, r.grid.Size.Height
	var was [3][]float32
	for c := range was {
		was[c] = append([]float32(nil), m.mean[c]...)
	}
	known := append([]bool(nil), m.known...)
	du, dv := int(math.Round(by.U)), int(math.Round(by.V))
	for i := range known {
		if m.known[i] {
			m.forget(i)
		}
		x, y := i%width-du, i/width-dv
		if r.guard[i] != someone || x < 0 || y < 0 || x >= width || y >= height || !known[y*width+x] {
			continue
		}
		for c := range was {
			m.mean[c][i] = was[c][y*width+x]
		}
		m.bright[i] = (m.mean[0][i] + m.mean[1][i] + m.mean[2][i]) / 3
		m.known[i] = true
		m.count++
	}
}

func abs(v float32) float32 { return max(v, -v) }
