// Package place says where on the floor a body is: the point below mid-hip,
// with its covariance.
//
// # Evidence fused, not picked
//
// No single clue is right for every posture: the lower edge of a box is half a
// metre off for someone sitting on the floor, ankles stand in front of a chair,
// and a hip alone says nothing until its height is known. So a body is fitted
// as a whole. For each posture a [Stance] says how high hips, shoulders, head,
// knees and ankles are above the floor, how far they may be to the side of the
// hips, and how sure that is. The unknowns are the place (x, y), the person's
// stature and the height of the hips; the clues are pixels; a weighted least
// squares fit weighs each clue by its own covariance, projected into the
// picture by the room's floor.
//
// # What was left out
//
// The lower edge of the box and the silhouette's edges were measured too, on the
// same rendered bodies. The lower edge is a toe, a knee or a chair's leg, 0.15 to
// 0.75 m nearer to the camera than mid-hip depending on which way the body is
// turned: with a covariance that says so it made places no better, and those of
// seated people worse. The silhouette's upper edge is known to a cell (4 px), the
// box's to half a pixel. So a box gives the crown, and a silhouette tells that
// somebody is there at all: see package track.
//
// # Postures compete
//
// The fit is made for each posture. Its evidence (Laplace's approximation of
// the marginal likelihood, with Student's t in place of the normal law, since
// joints are sometimes on the wrong limb) tells how well that posture explains
// the body. Whoever follows a person over time combines the evidence of many
// moments; one moment alone is often undecided between a crouch near by and a
// stander far away, and the mixture says so in its covariance.
package place
