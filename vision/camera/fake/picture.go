package fake

import (
	"math/rand/v2"

	"nabij/vision"
)

// Picture is brightness on a coarse grid, and no pixels. A picture that was
// given away twice, as a frozen camera does, may be closed twice.
type Picture struct {
	size vision.Size
	grey []uint8 // gridWidth × gridHeight
}

const gridWidth, gridHeight = 64, 48

// Size is the size of the picture, in px.
func (p *Picture) Size() vision.Size { return p.size }

// Close does nothing: there is nothing to give back.
func (p *Picture) Close() error { return nil }

// Grey implements camera.Sampled.
func (p *Picture) Grey(columns, rows int, to []uint8) []uint8 {
	for y := range rows {
		row := p.grey[y*gridHeight/rows*gridWidth:]
		for x := range columns {
			to = append(to, row[x*gridWidth/columns])
		}
	}
	return to
}

// picture makes the next picture.
func (c *Camera) picture(f Fault) *Picture {
	c.mu.Lock()
	defer c.mu.Unlock()
	if f == Freeze && c.last != nil {
		return c.last
	}
	c.made++
	r := rand.New(rand.NewPCG(c.made, 0))
	p := &Picture{size: c.size, grey: make([]uint8, gridWidth*gridHeight)}
	if f == Resize {
		p.size = vision.Size{Width: c.size.Width / 2, Height: c.size.Height / 2}
	}
	seam := gridHeight
	if f == Tear || f == Cut {
		seam = gridHeight/4 + r.IntN(gridHeight/2)
	}
	noise := uint64(0)
	for i := range p.grey {
		if noise >>= 4; i%16 == 0 {
			noise = r.Uint64()
		}
		x, y := i%gridWidth, i/gridWidth
		p.grey[i] = pixel(f, x, y, int(noise%8), y >= seam)
	}
	c.last = p
	return p
}

// pixel is one of a striped curtain, with noise.
func pixel(f Fault, x, y, noise int, below bool) uint8 {
	switch {
	case f == Black:
		return uint8(noise / 3)
	case f == Cut && below:
		return 128
	case below:
		x += 4 // the other half of the stripe
	}
	if x/4%2 == 0 {
		return uint8(60 + y + noise)
	}
	return uint8(140 + y + noise)
}
