package ribbon

import "math"

// ycc is a colour as cameras and clips hold it: brightness from 0 to 1 and the
// two differences of colour (ITU-R BT.601, full range). They keep the
// differences more coarsely than the brightness, so that they blur apart.
type ycc [3]float64

func (c ycc) sub(d ycc) ycc       { return ycc{c[0] - d[0], c[1] - d[1], c[2] - d[2]} }
func (c ycc) add(d ycc) ycc       { return ycc{c[0] + d[0], c[1] + d[1], c[2] + d[2]} }
func (c ycc) scale(k float64) ycc { return ycc{k * c[0], k * c[1], k * c[2]} }
func (c ycc) dot(d ycc) float64   { return c[0]*d[0] + c[1]*d[1] + c[2]*d[2] }
func (c ycc) norm() float64       { return math.Sqrt(c.dot(c)) }
func (c ycc) rgb() (r, g, b float64) {
	return c[0] + 1.402*c[2], c[0] - 0.344136*c[1] - 0.714136*c[2], c[0] + 1.772*c[1]
}

func toYCC(r, g, b float64) ycc {
	y := 0.299*r + 0.587*g + 0.114*b
	return ycc{y, (b - y) / 1.772, (r - y) / 1.402}
}

// lab is a colour in OKLab (Ottosson 2020, "A perceptual color space for image
// processing"): lightness from 0 to 1, then the two axes of hue.
type lab [3]float64

func (c ycc) lab() lab {
	r, g, b := c.rgb()
	r, g, b = linear(r), linear(g), linear(b)
	l := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*b)
	m := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*b)
	s := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*b)
	return lab{
		0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		0.0259040371*l + 0.7827717662*m - 0.8086757660*s,
	}
}

// linear turns a channel of sRGB (IEC 61966-2-1) into linear light.
func linear(v float64) float64 {
	v = min(max(v, 0), 1)
	x := v * curveSteps
	i := int(x)
	return curve[i] + (x-float64(i))*(curve[i+1]-curve[i])
}

var curve = func() (table [curveSteps + 2]float64) {
	for i := range table {
		v := float64(i) / curveSteps
		if v <= 0.04045 {
			table[i] = v / 12.92
		} else {
			table[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return table
}()

func (c lab) chroma() float64     { return math.Hypot(c[1], c[2]) }
func (c lab) hueDegrees() float64 { return math.Mod(math.Atan2(c[2], c[1])*180/math.Pi+360, 360) }

// apart is the distance of two colours in hue and saturation alone.
func (c lab) apart(d lab) float64 { return math.Hypot(c[1]-d[1], c[2]-d[2]) }

const curveSteps = 512
