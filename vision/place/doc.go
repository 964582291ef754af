// Package place says where on the floor a body is: the point below mid-hip,
// with its covariance.
//
// # Evidence fused, not picked
//
// No single clue is right for every posture: the lower edge of a box is half a
// metre off for someone sitting on the floor, ankles stand in front of a chair,
// and a hip alone says nothing until its height is known. So a body is fitted
// as a whole. For each posture a [Stance] says how high hips, shoulders, head,
// knees and ankles are above the floor, how far in front of the hips they are,
// and how sure that is. The unknowns are the place (x, y), the person's stature,
// the height of the hips and where the body faces; the clues are pixels; a
// weighted least squares fit weighs each clue by its own covariance, projected
// into the picture by the room's floor.
//
// # Where a body faces
//
// Knees, head and feet of a folded body are 0.2 to 0.5 m in front of mid-hip. Seen
// by a camera that looks down they appear lower when she faces it, and higher when
// she does not: taken for heights alone they put her up to 0.3 m off. The person
// network knows left from right, so how far the left shoulder is seen from the
// right one says whether a body faces the camera (0.34 m), stands sideways to it
// (nothing) or turns its back (-0.34 m); knees and head say which side. With that
// known, the lower edge of the box is a clue as well: the toes of someone who
// faces the camera are 0.53 m nearer than mid-hip when she is curled up, 0.70 m on
// a chair and 0.20 m when she stands, within 0.05 to 0.08 m, and it depends on no
// stature. A silhouette's edges are known to a cell (4 px), the box's to half a
// pixel; so the box gives the edges, and a silhouette tells that somebody is there
// at all: see package track.
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
