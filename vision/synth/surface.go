package synth

import (
	"math"

	"nabij/vision/floor"
)

// Surface is what a floor is made of.
type Surface int

// The surfaces.
const (
	Planks Surface = iota
	Carpet
	Tiles
)

// rgb is a colour of 0 to 1, as pictures hold it.
type rgb [3]float64

func (c rgb) scale(k float64) rgb { return rgb{k * c[0], k * c[1], k * c[2]} }

func (c rgb) mix(d rgb, share float64) rgb {
	for k := range c {
		c[k] += share * (d[k] - c[k])
	}
	return c
}

// covering is a surface with its colour and measures.
type covering struct {
	surface       Surface
	base          rgb
	long, wide    float64 // m, of a plank or tile
	across        bool    // planks lie along x
	seam, uneven  float64 // how much darker a seam is; how unlike two planks are
	seamM, grainM float64
	seed          uint32
}

// at is the colour of the covering at a floor point; a pixel covers pixelM.
func (c *covering) at(p floor.Point, pixelM float64) rgb {
	x, y := p.X, p.Y
	if c.across {
		x, y = y, x
	}
	switch c.surface {
	case Carpet:
		return c.base.scale(1 + c.uneven*(c.noise(x/c.grainM, y/c.grainM)+0.5*c.noise(x/0.4, y/0.4)))
	case Tiles:
		return c.pieces(x, y, pixelM, c.noise(x/0.06, y/0.06)+c.noise(x/0.3, y/0.3))
	}
	row := math.Floor(x / c.wide)
	y += 10 * c.hash(int32(row), 7) // every row begins elsewhere
	return c.pieces(x, y, pixelM, c.noise(x/0.008, y/0.12)+c.noise(x/0.03, y/0.5))
}

// pieces is a grid of planks or tiles with seams.
func (c *covering) pieces(x, y, pixelM, grain float64) rgb {
	i, j := math.Floor(x/c.wide), math.Floor(y/c.long)
	shade := 1 + c.uneven*(c.hash(int32(i), int32(j))-0.5) + 0.4*c.uneven*grain
	toSeam := min(x-i*c.wide, (i+1)*c.wide-x, y-j*c.long, (j+1)*c.long-y)
	dark := min(max((c.seamM/2-toSeam)/pixelM+0.5, 0), min(1, c.seamM/pixelM))
	return c.base.scale(shade * (1 - c.seam*dark))
}

// hash is a number of 0 to 1 that depends on a place of a grid alone.
func (c *covering) hash(i, j int32) float64 {
	h := uint32(i)*0x9E3779B1 ^ uint32(j)*0x85EBCA77 ^ c.seed
	h ^= h >> 15
	h *= 0x2C1B3C6D
	h ^= h >> 12
	h *= 0x297A2D39
	h ^= h >> 15
	return float64(h) / math.MaxUint32
}

// noise is smooth noise of -1 to 1 (value noise on a grid of 1).
func (c *covering) noise(x, y float64) float64 {
	i, j := math.Floor(x), math.Floor(y)
	u, v := x-i, y-j
	u, v = u*u*(3-2*u), v*v*(3-2*v)
	a, b := c.hash(int32(i), int32(j)), c.hash(int32(i)+1, int32(j))
	d, e := c.hash(int32(i), int32(j)+1), c.hash(int32(i)+1, int32(j)+1)
	return 2*((1-v)*((1-u)*a+u*b)+v*((1-u)*d+u*e)) - 1
}
