/**
 * Addresses of the screens on which disagreements are settled: cases, taxonomies, norming rounds, a reviewer's own page,
 * and the imports that bring reviews from elsewhere.
 */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { auditId, itemId, personId, slug } from '../../shared/domain/ids.ts';
import { paths } from '../lib/navigation.ts';
import { onScreen, screen } from './root-route.ts';

const caseSearch = z.object({
  audit: auditId.optional().catch(undefined),
  item: itemId.optional().catch(undefined),
  question: slug.optional().catch(undefined),
});

const disagreements = createRoute({
  ...onScreen,
  path: paths.disagreements,
  validateSearch: caseSearch,
  component: lazyRouteComponent(async () => {
    const { DisagreementsScreen } = await import('../features/disagreements/disagreements-screen.tsx');
    return {
      default: function DisagreementsRoute() {
        const { audit = null, item = null, question = null } = disagreements.useSearch();
        return <DisagreementsScreen auditId={audit} itemId={item} question={question} />;
      },
    };
  }),
});

const loadTaxonomy = async () => (await import('../features/taxonomy/taxonomy-screen.tsx')).TaxonomyScreen;

const taxonomies = screen(paths.taxonomies, async () => {
  const TaxonomyScreen = await loadTaxonomy();
  return { default: () => <TaxonomyScreen id={null} /> };
});

const taxonomy = createRoute({
  ...onScreen,
  path: '/taxonomy/$id',
  component: lazyRouteComponent(async () => {
    const TaxonomyScreen = await loadTaxonomy();
    return {
      default: function TaxonomyRoute() {
        const { id } = taxonomy.useParams();
        return <TaxonomyScreen key={id} id={id} />;
      },
    };
  }),
});

const loadNorming = async () => (await import('../features/norming/norming-screen.tsx')).NormingScreen;

const normingRounds = screen(paths.norming, async () => {
  const NormingScreen = await loadNorming();
  return { default: () => <NormingScreen roundId={null} /> };
});

const normingRound = createRoute({
  ...onScreen,
  path: '/norming/$roundId',
  component: lazyRouteComponent(async () => {
    const NormingScreen = await loadNorming();
    return {
      default: function NormingRoute() {
        const { roundId } = normingRound.useParams();
        return <NormingScreen key={roundId} roundId={roundId} />;
      },
    };
  }),
});

const reviewerSearch = z.object({ person: personId.optional().catch(undefined) });

const ownPage = createRoute({
  ...onScreen,
  path: paths.ownPage,
  validateSearch: reviewerSearch,
  component: lazyRouteComponent(async () => {
    const { ReviewerScreen } = await import('../features/reviewer/reviewer-screen.tsx');
    return {
      default: function ReviewerRoute() {
        const { person = null } = ownPage.useSearch();
        return <ReviewerScreen key={person ?? ''} personId={person} />;
      },
    };
  }),
});

const imports = screen(paths.imports, async () => ({
  default: (await import('../features/imports/imports-screen.tsx')).ImportsScreen,
}));

export const settlingRoutes = [
  disagreements,
  taxonomies,
  taxonomy,
  normingRounds,
  normingRound,
  ownPage,
  imports,
];
