package opencv

// pace says when a camera's own settings are held: once they have settled, and
// anew when the light has become another.
type pace struct {
	pictures int
	usual    float64 // brightness when it was held
	odd      int     // pictures in a row that are far from it
}

// What to do now.
const (
	paceStay = iota
	paceHold
	paceFree
)

const (
	settled  = 60  // pictures until a camera's own settings have come to rest
	longOdd  = 45  // pictures of other brightness until they are let free
	muchDark = 0.5 // of the usual brightness
	muchLit  = 1.7
)

// next takes in a picture's mean brightness, 0 to 255.
func (p *pace) next(brightness float64) int {
	p.pictures++
	if p.pictures < settled {
		return paceStay
	}
	if p.pictures == settled {
		p.usual, p.odd = brightness, 0
		return paceHold
	}
	if brightness > muchDark*p.usual && brightness < muchLit*p.usual+10 {
		p.odd = 0
		return paceStay
	}
	if p.odd++; p.odd < longOdd {
		return paceStay
	}
	p.pictures = 0
	return paceFree
}
