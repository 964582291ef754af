// Package track gives each person a name and keeps it, in floor metres.
//
// # A closed world
//
// A therapy room holds a few people who come, stay and go. So a name is never
// taken away by stillness or by being hidden: whoever is not seen keeps her last
// place, with a covariance that grows. A new name needs evidence, a body with
// limbs that no known name explains, or with fewer limbs that stands out from the
// empty room or walks some way, seen for 0.3 s without a break, and even then someone
// who was lost and could have come there goes before a stranger.
//
// Nobody is kept where she is seen not to be: where her feet were seen, with
// nothing before them, and the empty room shows now. But who walked out of sight in
// the middle of the picture, among a few people, is behind something: she is told
// for a minute and a half, less and less surely. Whoever left the picture
// comes back as newcomers do, and her clothes tell who she is. That holds among a
// few people, or among as many as were said to take part; among many there is
// always one who wears the same as a stranger. Nobody is born far from all points
// that the floor was measured by: that is somebody behind a window.
//
// # Meeting and parting
//
// Bodies that overlap in the picture are easily taken for each other. While they
// do, nothing is learned about anybody's clothes; once the two have been seen
// apart, the clothes tell whether each still has her own name. If not, bodies and
// paths are exchanged from the closest moment on; if the clothes do not tell, both
// are in doubt for a while. Where the finder makes one body of the two, the name of
// the front one may go along with it to the one behind, and she herself seem to be
// new: so nobody new is named for a while who wears what somebody does that was not
// seen in her own clothes since, and the one behind is given her body back.
//
// # Few looks
//
// A slow computer looks three times a second, and somebody has set off, passed
// another or gone behind a wardrobe between two looks. So a body may be hers as well
// if she has just set off or stopped; who is lost takes no body that another explains
// better, or that wears what another lost one does; a newcomer waits until her
// clothes can be told while somebody is missing; and where the clothes of the last
// looks say that two have each other's body, they are exchanged.
//
// # One moment
//
// [Tracker.Step] predicts everybody, fits every body to the floor, pairs people
// and bodies at the least total cost (gated by Mahalanobis distance, helped by
// overlap and clothes), and corrects each person by what was measured.
//
// A frame in which nobody was looked for, a glance, teaches nothing: people are
// told where they were foretold to be, and where nothing has changed, where they
// were.
//
// Whoever is not found but stands out from the empty room where she was is still
// there, as surely as before.
//
// # Still or walking
//
// People in this room are mostly still. Two dynamics compete at each moment, and
// the one that explains what is seen holds; a person who sits hardly walks.
//
// # What is noise and what is not
//
// The errors of one moment are much those of the next: a stature that is wrong
// by 3 cm stays wrong. So only a share of a fit's covariance is given to the
// Kalman filter as noise; the rest, the bias, is added to every place that is
// told, and no amount of standing still averages it away. For the same reason
// postures are judged by the mean of what the moments say, never by the sum.
//
// # With hindsight
//
// [Tracker.Paths] tells the same people once all has been seen: from the moment
// each was first seen, smoothed in both directions. Then biases can be told from
// places: whoever kept still was where most of the long, clear looks put her, and
// not where one short look from behind somebody did.
package track
