package place

import "nabij/vision/scene"

// part is a piece of evidence about a body.
type part int

const (
	hips part = iota
	shoulders
	head
	crown // the highest point: the upper edge of the box
	knees
	ankles
	sole         // the point nearest to the camera: the lower edge of the box
	shoulderSpan // from the right shoulder to the left one
	hipSpan
	partCount
)

// span reports whether a part is how far apart two joints are, not where they are.
func (p part) span() bool { return p == shoulderSpan || p == hipSpan }

// offset says where a part is as seen from mid-hip, all in metres but perStature.
type offset struct {
	onFloor     bool    // heights are counted from the floor; otherwise from the hips
	perStature  float64 // m per m of stature
	fixedM      float64
	forwardM    float64 // in the direction that the body faces
	nearM       float64 // towards the camera, of an edge
	leftM       float64 // to the left of where the body faces, of a span
	sigmaM      float64 // of the height
	sigmaAsideM float64 // horizontal, each axis
}

// Stance is what a posture says about a body: segment lengths after Drillis and
// Contini (1966), and what the person network was measured to make of them on
// rendered bodies with known truth. Heights and how far in front a part is were
// told apart by bodies that face the camera more and less.
type Stance struct {
	Posture scene.Posture
	// The height of mid-hip is HipPerStature·stature + HipM ± SigmaHipM.
	HipPerStature, HipM, SigmaHipM float64
	// SwayM is how far off the place is, each axis, by what the heights do not
	// say: bodies that fold up do so in many ways, all clues being off together.
	SwayM float64
	parts [partCount]offset
}

// up is a part at a height above the hips, onto one at a height above the floor.
func up(perStature, fixedM, forwardM, sigmaM, asideM float64) offset {
	return offset{perStature: perStature, fixedM: fixedM, forwardM: forwardM, sigmaM: sigmaM, sigmaAsideM: asideM}
}

func onto(fixedM, forwardM, sigmaM, asideM float64) offset {
	return offset{onFloor: true, fixedM: fixedM, forwardM: forwardM, sigmaM: sigmaM, sigmaAsideM: asideM}
}

// edge is where on the floor a body begins, as seen from the camera: so much
// nearer than mid-hip, and what facing the camera adds to it.
func edge(nearM, forwardM, asideM float64) offset {
	return offset{onFloor: true, nearM: nearM, forwardM: forwardM, sigmaM: 0.01, sigmaAsideM: asideM}
}

// span is how far apart the left and the right joint are.
func span(leftM, sigmaM, asideM float64) offset {
	return offset{leftM: leftM, sigmaM: sigmaM, sigmaAsideM: asideM}
}

// Stances are the postures that compete to explain a body.
var Stances = [...]Stance{
	{Posture: scene.Stand, HipPerStature: 0.515, SigmaHipM: 0.02, parts: [partCount]offset{
		hips: up(0, 0, 0, 0.012, 0.024), shoulders: up(0.297, 0, 0, 0.016, 0.032), head: up(0.385, 0, 0.10, 0.024, 0.04),
		crown: up(0.485, 0, 0, 0.016, 0.056), knees: up(-0.24, 0, 0.03, 0.04, 0.06), ankles: onto(0.057, 0, 0.035, 0.05),
		sole: edge(0.135, 0.07, 0.045), shoulderSpan: span(0.34, 0.04, 0.064), hipSpan: span(0.20, 0.032, 0.04)}},
	// In a stride one heel is up, the knees are bent and the feet far apart.
	{Posture: scene.Walk, HipPerStature: 0.525, SigmaHipM: 0.02, parts: [partCount]offset{
		hips: up(0, 0, 0, 0.012, 0.032), shoulders: up(0.30, 0, 0, 0.016, 0.04), head: up(0.37, 0, 0.10, 0.032, 0.048),
		crown: up(0.47, 0, 0, 0.016, 0.08), knees: up(-0.22, 0, 0, 0.04, 0.096), ankles: onto(0.14, 0, 0.056, 0.11),
		sole: edge(0.10, 0.08, 0.12), shoulderSpan: span(0.34, 0.04, 0.096), hipSpan: span(0.20, 0.032, 0.064)}},
	{Posture: scene.SitChair, HipM: 0.55, SigmaHipM: 0.04, parts: [partCount]offset{
		hips: up(0, 0, 0, 0.016, 0.032), shoulders: up(0.262, 0, 0, 0.024, 0.04), head: up(0.355, 0, 0.07, 0.032, 0.048),
		crown: up(0.442, 0, 0, 0.024, 0.064), knees: onto(0.48, 0.38, 0.04, 0.08), ankles: onto(0.10, 0.44, 0.04, 0.12),
		sole: edge(0.14, 0.56, 0.08), shoulderSpan: span(0.34, 0.04, 0.064), hipSpan: span(0.22, 0.04, 0.048)}},
	{Posture: scene.SitFloor, HipM: 0.13, SigmaHipM: 0.03, SwayM: 0.02, parts: [partCount]offset{
		hips: up(0, 0, 0.04, 0.02, 0.032), shoulders: up(0.262, 0, 0.02, 0.024, 0.04), head: up(0.337, 0, 0.12, 0.032, 0.048),
		crown: up(0.45, 0, 0.06, 0.024, 0.064), knees: onto(0.22, 0.36, 0.08, 0.12), ankles: onto(0.06, 0.43, 0.048, 0.16),
		sole: edge(0.29, 0.22, 0.08), shoulderSpan: span(0.34, 0.04, 0.064), hipSpan: span(0.22, 0.04, 0.048)}},
	{Posture: scene.Crouch, HipM: 0.45, SigmaHipM: 0.06, SwayM: 0.04, parts: [partCount]offset{
		hips: up(0, 0, 0.02, 0.032, 0.04), shoulders: onto(0.75, 0.22, 0.04, 0.064), head: onto(0.82, 0.38, 0.056, 0.072),
		crown: onto(0.95, 0.28, 0.032, 0.064), knees: onto(0.44, 0.30, 0.064, 0.096), ankles: onto(0.08, 0.06, 0.04, 0.096),
		sole: edge(0.13, 0.22, 0.06), shoulderSpan: span(0.34, 0.04, 0.056), hipSpan: span(0.25, 0.04, 0.048)}},
	{Posture: scene.Curled, HipM: 0.20, SigmaHipM: 0.10, SwayM: 0.03, parts: [partCount]offset{
		hips: up(0, 0, 0.05, 0.09, 0.05), shoulders: onto(0.505, 0.21, 0.065, 0.055), head: onto(0.545, 0.34, 0.07, 0.065),
		crown: onto(0.725, 0.23, 0.024, 0.056), knees: onto(0.29, 0.32, 0.09, 0.09), ankles: onto(0.07, 0.33, 0.07, 0.09),
		sole: edge(0.27, 0.26, 0.06), shoulderSpan: span(0.27, 0.04, 0.048), hipSpan: span(0.16, 0.04, 0.04)}},
	// Lying, one "faces" where the feet are.
	{Posture: scene.Lying, HipM: 0.12, SigmaHipM: 0.05, SwayM: 0.08, parts: [partCount]offset{
		hips: up(0, 0, 0, 0.032, 0.064), shoulders: onto(0.15, -0.47, 0.064, 0.12), head: onto(0.15, -0.63, 0.064, 0.16),
		crown: onto(0.25, 0, 0.08, 0.56), knees: onto(0.15, 0.40, 0.096, 0.16), ankles: onto(0.08, 0.75, 0.04, 0.24),
		sole: edge(0.50, 0.10, 0.20), shoulderSpan: span(0, 0.16, 0.20), hipSpan: span(0, 0.16, 0.16)}},
	// Between two postures: anything with a torso.
	{Posture: scene.Unknown, HipM: 0.50, SigmaHipM: 0.25, parts: [partCount]offset{
		hips: up(0, 0, 0, 0.04, 0.06), shoulders: up(0.26, 0, 0, 0.08, 0.15), head: up(0.33, 0, 0, 0.10, 0.20),
		crown: up(0.44, 0, 0, 0.08, 0.15), knees: onto(0.35, 0, 0.20, 0.30), ankles: onto(0.08, 0, 0.06, 0.30),
		sole: edge(0.25, 0.20, 0.25), shoulderSpan: span(0.34, 0.2, 0.1), hipSpan: span(0.20, 0.2, 0.1)}},
}
