/** What is wrong with a model file, as a clause about "it". */
export class ModelFault extends Error {}
