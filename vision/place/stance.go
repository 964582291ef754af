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
	partCount
)

// height says how high a part is above the floor and how far it may be to the
// side of mid-hip, all in metres but perStature.
type height struct {
	onFloor     bool    // counted from the floor; otherwise from the hips
	perStature  float64 // m per m of stature
	fixedM      float64
	sigmaM      float64 // of the height
	sigmaAsideM float64 // horizontal, each axis
}

// Stance is what a posture says about a body: segment lengths after Drillis and
// Contini (1966), widened by what the person network was measured to make of
// them on rendered bodies with known truth.
type Stance struct {
	Posture scene.Posture
	// The height of mid-hip is HipPerStature·stature + HipM ± SigmaHipM.
	HipPerStature, HipM, SigmaHipM float64
	// CrownM is added to the fitted height of the crown: a head that is bent
	// away from the camera hides its highest point.
	CrownM float64
	// SwayM is how far off the place is, each axis, by what the heights do not
	// say: bodies that fold up do so in many ways, all clues being off together.
	SwayM float64
	// ToKnees is how far towards the knees the person network puts the hips of
	// this posture, as a share of the way: onto the fold of the thigh.
	ToKnees float64
	parts   [partCount]height
}

// up is a height above the hips, onto a height above the floor.
func up(perStature, fixedM, sigmaM, asideM float64) height {
	return height{perStature: perStature, fixedM: fixedM, sigmaM: sigmaM, sigmaAsideM: asideM}
}

func onto(fixedM, sigmaM, asideM float64) height {
	return height{onFloor: true, fixedM: fixedM, sigmaM: sigmaM, sigmaAsideM: asideM}
}

// Stances are the postures that compete to explain a body.
var Stances = [...]Stance{
	{Posture: scene.Stand, HipPerStature: 0.515, SigmaHipM: 0.02, parts: [partCount]height{
		hips: up(0, 0, 0.015, 0.03), shoulders: up(0.297, 0, 0.02, 0.05), head: up(0.385, 0, 0.03, 0.10),
		crown: up(0.485, 0, 0.02, 0.08), knees: up(-0.235, 0, 0.05, 0.10), ankles: onto(0.06, 0.035, 0.06)}},
	// In a stride one heel is up, the knees are bent and the feet far apart.
	{Posture: scene.Walk, HipPerStature: 0.525, SigmaHipM: 0.025, parts: [partCount]height{
		hips: up(0, 0, 0.015, 0.04), shoulders: up(0.30, 0, 0.02, 0.06), head: up(0.37, 0, 0.04, 0.12),
		crown: up(0.47, 0, 0.02, 0.12), knees: up(-0.22, 0, 0.06, 0.15), ankles: onto(0.14, 0.08, 0.15)}},
	{Posture: scene.SitChair, HipM: 0.54, SigmaHipM: 0.05, parts: [partCount]height{
		hips: up(0, 0, 0.02, 0.04), shoulders: up(0.275, 0, 0.03, 0.07), head: up(0.35, 0, 0.04, 0.10),
		crown: up(0.455, 0, 0.03, 0.09), knees: onto(0.47, 0.06, 0.35), ankles: onto(0.08, 0.05, 0.40)}},
	{Posture: scene.SitFloor, HipM: 0.12, SigmaHipM: 0.03, SwayM: 0.03, ToKnees: 0.1, parts: [partCount]height{
		hips: up(0, 0, 0.025, 0.04), shoulders: up(0.27, 0, 0.03, 0.08), head: up(0.30, 0, 0.05, 0.12),
		crown: up(0.44, 0, 0.03, 0.10), knees: onto(0.25, 0.15, 0.40), ankles: onto(0.08, 0.06, 0.45)}},
	{Posture: scene.Crouch, HipM: 0.45, SigmaHipM: 0.07, CrownM: 0.15, SwayM: 0.06, parts: [partCount]height{
		hips: up(0, 0, 0.04, 0.05), shoulders: onto(0.62, 0.06, 0.10), head: onto(0.54, 0.09, 0.15),
		crown: onto(0.82, 0.06, 0.10), knees: onto(0.28, 0.10, 0.15), ankles: onto(0.05, 0.05, 0.15)}},
	{Posture: scene.Curled, HipM: 0.25, SigmaHipM: 0.10, CrownM: 0.07, SwayM: 0.08, parts: [partCount]height{
		hips: up(0, 0, 0.05, 0.06), shoulders: onto(0.45, 0.05, 0.08), head: onto(0.41, 0.06, 0.12),
		crown: onto(0.65, 0.04, 0.08), knees: onto(0.14, 0.08, 0.20), ankles: onto(0.02, 0.06, 0.20)}},
	{Posture: scene.Lying, HipM: 0.12, SigmaHipM: 0.05, SwayM: 0.15, parts: [partCount]height{
		hips: up(0, 0, 0.04, 0.08), shoulders: onto(0.15, 0.08, 0.40), head: onto(0.15, 0.08, 0.60),
		crown: onto(0.25, 0.10, 0.70), knees: onto(0.15, 0.12, 0.40), ankles: onto(0.08, 0.05, 0.70)}},
	// Between two postures: anything with a torso.
	{Posture: scene.Unknown, HipM: 0.50, SigmaHipM: 0.25, parts: [partCount]height{
		hips: up(0, 0, 0.04, 0.06), shoulders: up(0.26, 0, 0.08, 0.15), head: up(0.33, 0, 0.10, 0.20),
		crown: up(0.44, 0, 0.08, 0.15), knees: onto(0.35, 0.20, 0.30), ankles: onto(0.08, 0.06, 0.30)}},
}
