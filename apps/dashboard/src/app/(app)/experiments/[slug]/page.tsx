import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { experimentPages } from '../../../../experiment-pages.tsx';
import { experiments } from '../../../../experiments.ts';

interface Props {
  readonly params: Promise<{ readonly slug: string }>;
}

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const { slug } = await params;
  return { title: experiments.find((experiment) => experiment.slug === slug)?.title ?? 'Not found' };
};

const ExperimentPage = async ({ params }: Props) => {
  const Page = experimentPages[(await params).slug];
  if (!Page) notFound();
  return <Page />;
};

export default ExperimentPage;
