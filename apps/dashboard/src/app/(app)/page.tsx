import type { Metadata } from 'next';
import { Home } from '../../home/home.tsx';

export const metadata: Metadata = { title: { absolute: 'Home · Backend Lab' } };

const HomePage = () => <Home />;

export default HomePage;
