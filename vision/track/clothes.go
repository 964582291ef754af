package track

import (
	"math"

	"nabij/vision"
)

// clothes is the memory of the colours that someone wears.
type clothes struct {
	mean  vision.Colours
	count int
}

// remember mixes in what was seen now.
func (c *clothes) remember(seen *vision.Colours) {
	if seen == nil {
		return
	}
	c.count = min(c.count+1, clothesMemory)
	share := 1 / float32(c.count)
	for i := range seen.Upper {
		c.mean.Upper[i] += share * (seen.Upper[i] - c.mean.Upper[i])
		c.mean.Lower[i] += share * (seen.Lower[i] - c.mean.Lower[i])
	}
}

// join takes in what was seen since.
func (c *clothes) join(since clothes) {
	for range since.count {
		c.remember(&since.mean)
	}
}

// clothesMemory is the number of moments that the memory spans.
const clothesMemory = 100

// alike is the Bhattacharyya coefficient of the remembered and the seen colours,
// 0 to 1; ok is false where either is unknown.
func (c *clothes) alike(seen *vision.Colours) (coefficient float64, ok bool) {
	if seen == nil || c.count < 2 {
		return 0, false
	}
	sum := 0.0
	for i := range seen.Upper {
		sum += math.Sqrt(float64(c.mean.Upper[i]) * float64(seen.Upper[i]))
		sum += math.Sqrt(float64(c.mean.Lower[i]) * float64(seen.Lower[i]))
	}
	return sum / 2, true
}
