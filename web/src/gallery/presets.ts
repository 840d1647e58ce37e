import { DEFAULT_LINK, DEFAULT_NETWORK_LINK } from './default';

/** An experiment that makes a point; the first one is what the page opens with. */
export interface Preset {
  readonly title: string;
  readonly shows: string;
  readonly link: string;
}

export const PRESETS: readonly [Preset, ...Preset[]] = [
  {
    title: 'Refusal',
    shows:
      'Two equally deep wells. gd settles in the sharp one (largest eigenvalue 10, its bound is 12.5); with the same step size the three SAM rules, whose bounds lie below 10, leave it for the flat one (eigenvalue 1).',
    link: DEFAULT_LINK,
  },
  {
    title: 'What refusing costs',
    shows:
      'The same beside one another, each map with its own forbidden region. The SAM rules come to rest in the flat well after about as many steps as gd takes to the sharp one (113 to 138, gd 131), but their steps cost two to four gradients: 226 to 552 in all, gd 131.',
    link: DEFAULT_LINK.replace('#v=1&', '#v=1&view=compare&'),
  },
  {
    title: 'Refusal, smaller step',
    shows:
      'The same with α = 0.13: gd may even use the sharp well comfortably; the filters refuse it still.',
    link: '#v=1&f=two-wells&o=gd:alpha=0.13&o=usam:alpha=0.13:rho=0.3&o=usam2:alpha=0.13:rho=0.13&o=husam:alpha=0.13:rho=0.03&start=0.6,0.8&start=0.9,0.8&start=0.4,0.3',
  },
  {
    title: 'Caught by a saddle',
    shows:
      'usam’s passband has a negative part: it converges to the saddle. gd, usam2 and husam go on to a minimum.',
    link: '#v=1&f=saddle-trap&o=usam:alpha=0.05:rho=1.5&o=gd:alpha=0.05&o=usam2:alpha=0.05:rho=1.5&o=husam:alpha=0.05:rho=1.5&start=2,0.3&start=1.5,-0.2&start=-1,0.4',
  },
  {
    title: 'Caught by the saddle between two wells',
    shows:
      'usam with a large radius stops on the saddle (eigenvalue −2.81, below −1/ρ = −2.5); gd settles in the sharp well, usam2 and husam in the flat one.',
    link: '#v=1&f=two-wells&o=usam:alpha=0.1:rho=0.4&o=gd:alpha=0.1&o=usam2:alpha=0.1:rho=0.156&o=husam:alpha=0.1:rho=0.04&start=0.3,0.5&start=0.5,0.8&start=0.7,0.8',
  },
  {
    title: 'The sieve on a curve',
    shows:
      'Every point of xy = 1 is a minimum, with eigenvalue x² + y²: each optimizer slides along the curve until its filter lets it stay.',
    link: '#v=1&f=product-valley&o=gd:alpha=0.15&o=usam:alpha=0.15:rho=0.08&o=husam:alpha=0.15:rho=0.01&o=usam2:alpha=0.15:rho=0.08&start=3,0.5&start=3.1,0.25&start=3,0.2&steps=4000',
  },
  {
    title: 'A phantom',
    shows:
      'usam2-chained leaves the saddle and comes to rest where its direction vanishes though the gradient does not: an equilibrium of the update, no critical point. The theorem says nothing about the Hessian there. usam2 goes on to a minimum.',
    link: '#v=1&f=saddle-trap&o=usam2-chained:alpha=0.05:rho=1.5&o=usam2:alpha=0.05:rho=1.5&start=1,0.25&start=-1,-0.4&start=-1.5,0.1&steps=6000',
  },
  {
    title: 'Phantoms for every rule',
    shows:
      'With a large ascent radius usam, usam2 and husam too come to rest off every critical point; gd never does.',
    link: '#v=1&f=two-wells&o=usam:alpha=0.01:rho=2&o=usam2:alpha=0.01:rho=1&o=husam:alpha=0.01:rho=0.5&o=gd:alpha=0.01&start=0.63,0.62&start=0.63,-0.75&steps=8000',
  },
  {
    title: 'A cycle at the bound',
    shows:
      'α is exactly 2/8: the steep coordinate jumps between two points for ever; a hair below it converges, a hair above it diverges.',
    link: '#v=1&f=ravine&p.kappa=8&o=gd:alpha=0.25&o=gd:alpha=0.249&o=gd:alpha=0.251&start=1,0.5&steps=20000',
  },
  {
    title: 'A cycle around a refused minimum',
    shows:
      'α is beyond the sharp well’s 2/10, but the run does not leave: it circles the well. The filter forbids convergence there, it does not promise another well.',
    link: '#v=1&f=two-wells&o=gd:alpha=0.21&start=0.9,0.2&start=1.05,0.5&steps=4000',
  },
  {
    title: 'Momentum widens the band',
    shows:
      "The ravine’s steep eigenvalue is 20: too much for gd and for nesterov, within heavy-ball's band at the same step size.",
    link: '#v=1&f=ravine&o=gd:alpha=0.11&o=gd:momentum=heavy-ball:alpha=0.11:beta=0.5&o=gd:momentum=nesterov:alpha=0.11:beta=0.5&start=2,1',
  },
  {
    title: 'The edge of stability',
    shows:
      'Full-batch gd on a small regression: the largest Hessian eigenvalue climbs to its bound 2/α = 10 and then stays there. The run ends in budget: a reading, no verdict.',
    link: DEFAULT_NETWORK_LINK,
  },
  {
    title: 'Digits, four optimizers',
    shows:
      'A network on 500 digits, four rules with the same step size: each holds the largest eigenvalue at or below its own bound (gd is still below 20 after 2,000 steps). Test accuracy is about the same for all: flatter is not better here.',
    link: '#v=1&net=digits&samples=500&layers=32&o=gd:alpha=0.1&o=usam:alpha=0.1:rho=0.02&o=usam2:alpha=0.1:rho=0.02&o=husam:alpha=0.1:rho=0.0015',
  },
];
