import { verbGenerator } from '../architect-generator.ts';

export default verbGenerator('detach');
