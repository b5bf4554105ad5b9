// Boxes
