// Package ribbon finds ribbons, tape and cords on the floor of an empty room
// and traces them in metres. It needs a picture and a solved floor, nothing
// else, and no OpenCV.
//
// # From above
//
// The floor around its measured points is drawn as seen from above, a cell a
// centimetre, so that a ribbon has the same width everywhere. There, a detector
// asks of each cell and direction whether a bar differs from the floor on its
// left and from the floor on its right in the same way: the edge of a cushion
// or of window light has floor on one side only. What the floor's own grain and
// seams make is measured first and is the unit.
//
// # In the picture
//
// The crests of the bars are followed to lines, and each line is measured in the
// picture itself: where across it the middle is, at fractions of a pixel; how
// wide it is once the picture's blur is taken away; and what colour it has. A
// cord of 12 mm far away is thinner than a pixel, so its width is the more of a
// guess the farther away it lies. Cameras keep colour more coarsely than
// brightness, so both are measured apart.
//
// # Flat or round
//
// A ribbon lies flat and covers as much floor wherever one looks from. A cord is
// round: the flatter one looks across it, the more floor it hides. Contrast times
// width is changed neither by blur nor by pixels, so how it changes along a line
// that turns tells a cord, however thin. Where a line thinner than a pixel runs
// straight, nothing in the picture tells; it is taken for a ribbon.
//
// # What is a ribbon
//
// It has a colour that people call by one of eight words and that the floor has
// not, is at most 6 cm wide, has bare floor on both sides, and lies: what stands
// up, such as a chair's leg, points away from the camera and grows wider on the
// floor with the distance. Pieces of one ribbon are joined where something hides
// it in between, and where the floor is seen in between only over a speck.
//
// A colour that has none of the eight words can be shown: [Teach] learns it from a
// click. [Across] closes a ribbon across the corner of a room with its walls, and
// [Renew] tells newly laid and moved ribbons from those that lie where they lay.
//
// # A frame of ribbon
//
// [Frame] needs no floor: it follows the four sides of a rectangle of ribbon
// between corners that a hand pointed out. From one side's length
// calibrate.FromRectangle then makes a floor.
package ribbon
