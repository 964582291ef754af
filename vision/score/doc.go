// Package score measures paths against truth: places, names, zones and
// covariances in floor metres, boxes by their overlap, and presence where no
// truth is known but that one person is there.
//
// # Places
//
// A person's place is the floor point below the body's centre (mid-hip). In
// every frame, people and tracks are paired at the least total distance, none
// further apart than [GateM]; a pair of the frame before is kept while it
// holds (the CLEAR rule: Bernardin and Stiefelhagen 2008, "Evaluating multiple
// object tracking performance"). What is not paired counts as missed and as a
// false person. [Places] holds the figures.
//
// # Names
//
// A name switch is a person paired with another name than before. IDF1
// (Ristani et al. 2016, "Performance measures and a data set for multi-target,
// multi-camera tracking") pairs names once for the whole scene.
//
// # Boxes
//
// [Boxes] holds MOTA and IDF1 at an overlap of one half, and HOTA (Luiten et
// al. 2021, "HOTA: a higher order metric for evaluating multi-object
// tracking") averaged over 0.05 to 0.95, as MOTChallenge counts them.
package score
