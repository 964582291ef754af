package vision

// Joint is one of the seventeen keypoints of the COCO order.
type Joint int

// The joints, in COCO order; left and right are the person's own.
const (
	Nose Joint = iota
	LeftEye
	RightEye
	LeftEar
	RightEar
	LeftShoulder
	RightShoulder
	LeftElbow
	RightElbow
	LeftWrist
	RightWrist
	LeftHip
	RightHip
	LeftKnee
	RightKnee
	LeftAnkle
	RightAnkle
	JointCount = iota
)

// Keypoint is where a joint was seen, with the finder's score from 0 to 1.
// The score is no probability: ankles of 0.1 are often right.
type Keypoint struct {
	At    Pixel
	Score float64
}

// Body is one body found in one picture.
type Body struct {
	Box    Box                  // px, clipped to the picture by the finder
	Score  float64              // 0 to 1
	Joints [JointCount]Keypoint // px
	// Colours describes the clothes, to tell people apart after they part.
	// Nil where nothing was measured.
	Colours *Colours
	// Closer tells that the body was found only by a closer look at a place.
	Closer bool
}

// Colours is a histogram of the colours of a body's clothes, upper body first:
// normalised so that each half sums to 1. Two are compared by their
// Bhattacharyya coefficient.
type Colours struct {
	Upper, Lower [ColourBins]float32
}

// ColourBins is the number of bins of one half of [Colours].
const ColourBins = 48
