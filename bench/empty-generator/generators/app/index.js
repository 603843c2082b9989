import Generator from 'yeoman-generator';

export default class extends Generator {
  // Without it Yeoman looks for a package.json to install from.
  constructor(args, options) {
    super(args, options, { customInstallTask: true });
  }

  writing() {
    this.log('empty');
  }
}
